import { Link, useNavigate } from '@tanstack/react-router'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { ownPath } from '~/auth/redirect'
import { useSessionChange } from '~/auth/use-session-change'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { signInInput } from './sign-in'

type Props = { redirect?: string; email?: string }

export function SignInForm({ redirect, email = '' }: Props) {
  const navigate = useNavigate()
  const session = useSessionChange()
  const form = useRefusableForm({
    defaultValues: { email, password: '' },
    schema: signInInput,
    submit: async ({ email, password }) => {
      const to = ownPath(redirect)
      answered(await authClient.signIn.email({ email: email.trim(), password, callbackURL: to }))
      await session.replace()
      await navigate({ href: to, replace: true })
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="email">
        {(field) => <field.Email label="E-mail" autoComplete="username" autoFocus={!email} />}
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
      <SubmitButton>Sign in</SubmitButton>
    </Form>
  )
}
