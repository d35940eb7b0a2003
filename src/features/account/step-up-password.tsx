import { useSuspenseQuery } from '@tanstack/react-query'
import { z } from 'zod/mini'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { sessionQuery } from '~/auth/session.queries'
import { DialogFoot } from '~/ui/dialog'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'

const passwordInput = z.object({
  password: z.string().check(z.minLength(1, 'Write your password.')),
})

export function ConfirmByPassword({ done }: { done: () => void }) {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const form = useRefusableForm({
    defaultValues: { password: '' },
    schema: passwordInput,
    submit: async (value) => {
      answered(await authClient.$fetch('/verify-password', { method: 'POST', body: value }))
      done()
    },
  })
  return (
    <Form form={form} className="grid gap-4">
      {/* So that a password manager knows whose it is. */}
      <input
        type="email"
        autoComplete="username"
        value={session?.user.email ?? ''}
        readOnly
        hidden
      />
      <form.AppField name="password">
        {(field) => <field.Password label="Password" autoComplete="current-password" autoFocus />}
      </form.AppField>
      <FormError />
      <DialogFoot>
        <SubmitButton>Confirm</SubmitButton>
      </DialogFoot>
    </Form>
  )
}
