import { useState } from 'react'
import { z } from 'zod/mini'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { passwordLength } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { Section } from '~/ui/page'

const passwordInput = z.object({
  currentPassword: z.string().check(z.minLength(1, 'Write the password you have now.')),
  newPassword: z
    .string()
    .check(
      z.minLength(passwordLength.min, `Use at least ${passwordLength.min} characters.`),
      z.maxLength(passwordLength.max, `Use at most ${passwordLength.max} characters.`),
    ),
})

/** Another password; every other device is signed out. */
export function PasswordSection() {
  const [said, setSaid] = useState('')
  const form = useRefusableForm({
    defaultValues: { currentPassword: '', newPassword: '' },
    schema: passwordInput,
    submit: async (value) => {
      setSaid('')
      answered(await authClient.changePassword({ ...value, revokeOtherSessions: true }))
      setSaid('Changed. Every other device is signed out.')
    },
  })
  return (
    <Section title="Password" sentence="With a new one, every other device is signed out.">
      <Form form={form}>
        <form.AppField name="currentPassword">
          {(field) => <field.Password label="Password now" autoComplete="current-password" />}
        </form.AppField>
        <form.AppField name="newPassword">
          {(field) => (
            <field.Password
              label="New password"
              help={`At least ${passwordLength.min} characters.`}
              autoComplete="new-password"
            />
          )}
        </form.AppField>
        <FormError />
        <div className="flex items-center gap-4">
          <SubmitButton>Change password</SubmitButton>
          <p aria-live="polite" className="text-dense text-quiet">
            {said}
          </p>
        </div>
      </Form>
    </Section>
  )
}
