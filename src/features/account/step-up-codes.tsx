import { useState } from 'react'
import { z } from 'zod/mini'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { codeIn, sixDigits } from '~/auth/second-step/second-step'
import { Button } from '~/ui/button'
import { DialogFoot } from '~/ui/dialog'
import { faultOf } from '~/ui/fault'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { Notice } from '~/ui/notice'

type Props = { done: () => void }

const post = async (path: string, body?: object) =>
  void answered(await authClient.$fetch(path, { method: 'POST', body: body ?? {} }))

export function ConfirmByAuthenticator({ done }: Props) {
  return (
    <CodeForm
      label="Code from your authenticator app"
      check={(code) => post('/two-factor/verify-totp', { code })}
      done={done}
    />
  )
}

export function ConfirmByLetter({ done }: Props) {
  const [sent, setSent] = useState(false)
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState('')
  const ask = async () => {
    setPending(true)
    setFault('')
    try {
      await post('/step-up/send-code')
      setSent(true)
    } catch (error) {
      setFault(faultOf(error).sentence)
    } finally {
      setPending(false)
    }
  }
  const again = (
    <Button variant={sent ? 'quiet' : 'primary'} onClick={ask} pending={pending}>
      {sent ? 'Send another' : 'Send me a code'}
    </Button>
  )
  return (
    <div className="grid gap-4">
      <p className="text-quiet" role="status">
        {sent
          ? 'A code is on its way to your address. It works for ten minutes.'
          : 'We send a code to the address of your account.'}
      </p>
      {fault && (
        <Notice tone="bad" role="alert">
          {fault}
        </Notice>
      )}
      {sent ? (
        <CodeForm
          label="Code from the letter"
          check={(code) => post('/step-up/code', { code })}
          done={done}
          aside={again}
        />
      ) : (
        <DialogFoot>{again}</DialogFoot>
      )}
    </div>
  )
}

const codeInput = z.object({ code: sixDigits('The code is six digits.') })

type CodeProps = Props & {
  label: string
  check: (code: string) => Promise<void>
  aside?: React.ReactNode
}

function CodeForm({ label, check, done, aside }: CodeProps) {
  const form = useRefusableForm({
    defaultValues: { code: '' },
    schema: codeInput,
    submit: async ({ code }) => {
      await check(codeIn(code))
      done()
    },
  })
  return (
    <Form form={form} className="grid gap-4">
      <form.AppField name="code">
        {(field) => (
          <field.Text
            label={label}
            mono
            autoComplete="one-time-code"
            inputMode="numeric"
            autoFocus
          />
        )}
      </form.AppField>
      <FormError />
      <DialogFoot>
        {aside}
        <SubmitButton>Confirm</SubmitButton>
      </DialogFoot>
    </Form>
  )
}
