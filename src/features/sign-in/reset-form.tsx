import { useNavigate } from '@tanstack/react-router'
import app from 'app.config'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { useSessionChange } from '~/auth/use-session-change'
import { passwordLength } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { useToast } from '~/ui/toast'
import { resetInput } from './sign-in'

export function ResetForm({ token }: { token: string }) {
  const navigate = useNavigate()
  const session = useSessionChange()
  const toast = useToast()
  const form = useRefusableForm({
    defaultValues: { password: '' },
    schema: resetInput,
    submit: async ({ password }) => {
      answered(await authClient.resetPassword({ newPassword: password, token }))
      await session.replace()
      toast('Your password is changed. Sign in with the new one.')
      await navigate({ to: '/sign-in', replace: true })
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="password">
        {(field) => (
          <field.NewPassword
            label="New password"
            help={`At least ${passwordLength.min} characters. Every device is signed out.`}
            length={passwordLength}
            words={[app.name]}
            autoFocus
          />
        )}
      </form.AppField>
      <FormError />
      <SubmitButton>Change password</SubmitButton>
    </Form>
  )
}
