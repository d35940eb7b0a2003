import { Link } from '@tanstack/react-router'
import app from 'app.config'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { ownPath } from '~/auth/sign-in/redirect'
import { addressIn } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { addressAutoComplete, signInInput } from './sign-in'
import { useArrival } from './use-arrival'
import { LastUsed } from './way-button'

type Props = {
  email: string
  redirect?: string
  last: boolean
  /** What stands in the field, for the ways that need the address only. */
  typed: (email: string) => void
}

/** Address, or username where they are offered, and password. */
export function SignInForm({ redirect, email, last, typed }: Props) {
  const arrive = useArrival(redirect)
  const form = useRefusableForm({
    defaultValues: { email, password: '' },
    schema: signInInput,
    submit: async (value) => arrive(await signIn(value, ownPath(redirect))),
  })
  return (
    <Form form={form}>
      <form.AppField name="email" listeners={{ onChange: ({ value }) => typed(value) }}>
        {(field) =>
          app.signIn.username ? (
            <field.Text
              label="E-mail or username"
              autoComplete={addressAutoComplete}
              autoCapitalize="none"
              spellCheck={false}
              autoFocus={!email}
            />
          ) : (
            <field.Email label="E-mail" autoComplete={addressAutoComplete} autoFocus={!email} />
          )
        }
      </form.AppField>
      <form.AppField name="password">
        {(field) => (
          <field.Password
            label="Password"
            autoComplete="current-password"
            aside={<Link to="/reset-password">Forgot it?</Link>}
          />
        )}
      </form.AppField>
      <FormError />
      <SubmitButton>
        Sign in
        {last && <LastUsed />}
      </SubmitButton>
    </Form>
  )
}

async function signIn(value: { email: string; password: string }, callbackURL: string) {
  const who = addressIn(value.email)
  const body = { password: value.password, callbackURL, fetchOptions: staying }
  if (app.signIn.username && !who.includes('@')) {
    return answered<unknown>(await authClient.signIn.username({ username: who, ...body }))
  }
  return answered<unknown>(await authClient.signIn.email({ email: who, ...body }))
}

/** The callback is for the letter to somebody unconfirmed; better-auth's client would load that page at once, whole. */
const staying = {
  jsonParser: (text: string) => ({ ...JSON.parse(text), redirect: false }),
}
