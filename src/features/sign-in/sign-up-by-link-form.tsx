import { useState } from 'react'
import { addressIn } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { LetterSent } from './letter-sent'
import { sendLetter } from './letters'
import { signUpByLinkInput } from './sign-in'

type Props = { redirect?: string; email?: string }

/** Where no password is offered: the link in the letter makes the account. */
export function SignUpByLinkForm({ redirect, email = '' }: Props) {
  const [sent, setSent] = useState<{ to: string; name: string } | null>(null)
  const form = useRefusableForm({
    defaultValues: { name: '', email },
    schema: signUpByLinkInput,
    submit: async (value) => {
      const to = addressIn(value.email)
      const name = value.name.trim()
      await sendLetter('link', to, { redirect, name })
      setSent({ to, name })
    },
  })
  if (sent) {
    const { to, name } = sent
    return (
      <LetterSent to={to} again={() => sendLetter('link', to, { redirect, name })}>
        Open the letter and press its button. The link works once, for a quarter of an hour.
      </LetterSent>
    )
  }
  return (
    <Form form={form}>
      <form.AppField name="name">
        {(field) => <field.Text label="Name" autoComplete="name" autoFocus />}
      </form.AppField>
      <form.AppField name="email">
        {(field) => <field.Email label="E-mail" autoComplete="username" />}
      </form.AppField>
      <FormError />
      <SubmitButton>Create account</SubmitButton>
    </Form>
  )
}
