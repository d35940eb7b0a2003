import { useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { codeIn } from '~/auth/second-step/second-step'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { sendLetter } from './letters'
import { PasswordRemoved, removedPassword } from './password-removed'
import { Resend } from './resend'
import { codeInput } from './sign-in'
import { useArrival } from './use-arrival'

type Props = { email: string; redirect?: string }

/** The six digits from the letter. */
export function CodeForm({ email, redirect }: Props) {
  const arrive = useArrival(redirect)
  const [removed, setRemoved] = useState(false)
  const form = useRefusableForm({
    defaultValues: { otp: '' },
    schema: codeInput,
    submit: async (value) => {
      const otp = codeIn(value.otp)
      const seen = removedPassword()
      const answer = await authClient.signIn.emailOtp({ email, otp, fetchOptions: seen.options })
      const data = answered<unknown>(answer)
      if (seen.removed()) setRemoved(true)
      else await arrive(data)
    },
  })
  if (removed) return <PasswordRemoved redirect={redirect} />
  return (
    <div className="grid gap-6">
      <p role="status">
        We have sent a code to{' '}
        <strong className="font-medium [overflow-wrap:anywhere]">{email}</strong>.
      </p>
      <Form form={form}>
        <form.AppField name="otp">
          {(field) => (
            <field.Text
              label="Code"
              help="Six digits, good for a quarter of an hour."
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              mono
            />
          )}
        </form.AppField>
        <FormError />
        <SubmitButton>Sign in</SubmitButton>
      </Form>
      <Resend label="Send another code" again={() => sendLetter('code', email, { redirect })} />
    </div>
  )
}
