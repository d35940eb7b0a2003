import { useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { addressIn } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { LetterSent } from './letter-sent'
import { addressInput } from './sign-in'

const ask = async (email: string) => void answered(await authClient.requestPasswordReset({ email }))

export function ResetRequestForm() {
  const [sentTo, setSentTo] = useState('')
  const form = useRefusableForm({
    defaultValues: { email: '' },
    schema: addressInput,
    submit: async ({ email }) => {
      const to = addressIn(email)
      await ask(to)
      setSentTo(to)
    },
  })
  if (sentTo) {
    return (
      <LetterSent to={sentTo} again={() => ask(sentTo)}>
        If there is an account with this address, the letter has a link to choose a new password. It
        is good for an hour.
      </LetterSent>
    )
  }
  return (
    <Form form={form}>
      <form.AppField name="email">
        {(field) => <field.Email label="E-mail" autoComplete="username" autoFocus />}
      </form.AppField>
      <FormError />
      <SubmitButton>Send me a link</SubmitButton>
    </Form>
  )
}
