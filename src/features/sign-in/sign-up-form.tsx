import { useStore } from '@tanstack/react-form'
import app from 'app.config'
import { useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { ownPath } from '~/auth/sign-in/redirect'
import { addressIn, passwordLength } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { LetterSent } from './letter-sent'
import { signUpInput } from './sign-in'

type Props = { redirect?: string; email?: string }

export function SignUpForm({ redirect, email = '' }: Props) {
  const [sentTo, setSentTo] = useState('')
  const callbackURL = ownPath(redirect)
  const form = useRefusableForm({
    defaultValues: { name: '', email, password: '' },
    schema: signUpInput,
    submit: async ({ name, email, password }) => {
      const address = addressIn(email)
      answered(
        await authClient.signUp.email({ name: name.trim(), email: address, password, callbackURL }),
      )
      setSentTo(address)
    },
  })
  const words = useStore(form.store, ({ values: { name, email } }) =>
    [name, email].map((word) => word.slice(0, 100)).join('\n'),
  )
  if (sentTo) {
    return (
      <LetterSent
        to={sentTo}
        again={async () =>
          void answered(await authClient.sendVerificationEmail({ email: sentTo, callbackURL }))
        }
      >
        Open the letter and confirm your address. The link in it is good for an hour.
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
      <form.AppField name="password">
        {(field) => (
          <field.NewPassword
            label="Password"
            length={passwordLength}
            words={[app.name, ...words.split('\n')]}
          />
        )}
      </form.AppField>
      <FormError />
      <SubmitButton>Create account</SubmitButton>
    </Form>
  )
}
