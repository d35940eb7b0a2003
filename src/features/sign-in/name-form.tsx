import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { ownPath } from '~/auth/sign-in/redirect'
import { useSessionChange } from '~/auth/use-session-change'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { nameInput } from './sign-in'

/** Whoever came by letter has an address and no name yet. */
export function NameForm({ redirect }: { redirect?: string }) {
  const session = useSessionChange()
  const form = useRefusableForm({
    defaultValues: { name: '' },
    schema: nameInput,
    submit: async (value) => {
      answered(await authClient.updateUser(nameInput.parse(value)))
      await session.become(ownPath(redirect))
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="name">
        {(field) => (
          <field.Text
            label="Name"
            help="What your colleagues see beside your work."
            autoComplete="name"
            autoFocus
          />
        )}
      </form.AppField>
      <FormError />
      <SubmitButton>Go on</SubmitButton>
    </Form>
  )
}
