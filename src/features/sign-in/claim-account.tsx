import { useState } from 'react'
import { z } from 'zod/mini'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { Notice } from '~/ui/notice'

type Props = {
  hasPassword: boolean
  /** @param password none to go on without it, and without whatever else was chosen */
  claim: (password?: string) => Promise<void>
}

/** For somebody who opens our letter in another browser than the one in which the account was made. */
export function ClaimAccount({ hasPassword, claim }: Props) {
  return (
    <div className="grid gap-6">
      <p role="status">
        {hasPassword
          ? 'A password was chosen for this account in another browser. Type it, and your address is confirmed.'
          : 'This account was made in another browser, by an account elsewhere. Open our letter there, or go on without that account.'}
      </p>
      {hasPassword && <PasswordForm claim={claim} />}
      <WithoutIt hasPassword={hasPassword} claim={claim} />
    </div>
  )
}

const passwordInput = z.object({
  password: z.string().check(z.minLength(1, 'Write the password.')),
})

function PasswordForm({ claim }: Pick<Props, 'claim'>) {
  const form = useRefusableForm({
    defaultValues: { password: '' },
    schema: passwordInput,
    submit: ({ password }) => claim(password),
  })
  return (
    <Form form={form}>
      <form.AppField name="password">
        {(field) => <field.Password label="Password" autoComplete="current-password" autoFocus />}
      </form.AppField>
      <FormError />
      <SubmitButton>Confirm my address</SubmitButton>
    </Form>
  )
}

function WithoutIt({ hasPassword, claim }: Props) {
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState('')
  const goOn = async () => {
    setPending(true)
    setFault('')
    try {
      await claim()
    } catch (error) {
      setFault(faultOf(error).sentence)
      setPending(false)
    }
  }
  return (
    <div className="grid gap-4 border-t pt-6">
      <p className="text-quiet">
        {hasPassword
          ? 'You chose none, or do not know it any more? Then it is removed, and you can set another.'
          : 'It is unlinked then, and no longer signs anybody in here.'}
      </p>
      {fault && (
        <Notice tone="bad" role="alert">
          {fault}
        </Notice>
      )}
      <Button onClick={goOn} pending={pending}>
        {hasPassword ? 'Go on without the password' : 'Go on without it'}
      </Button>
    </div>
  )
}
