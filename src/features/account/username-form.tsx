import { useState } from 'react'
import { z } from 'zod/mini'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { useSessionChange } from '~/auth/use-session-change'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { Section } from '~/ui/page'

/** As better-auth checks it; capitals are taken as small letters. */
const usernameInput = z.object({
  username: z
    .string()
    .check(
      z.trim(),
      z.toLowerCase(),
      z.minLength(3, 'Use at least 3 characters.'),
      z.maxLength(30, 'Use at most 30 characters.'),
      z.regex(/^[a-z0-9_.]+$/, 'Use letters, digits, dots and underscores.'),
    ),
})

/** A name to sign in with instead of the address. */
export function UsernameForm({ username }: { username: string | null }) {
  const session = useSessionChange()
  const [said, setSaid] = useState('')
  const form = useRefusableForm({
    defaultValues: { username: username ?? '' },
    schema: usernameInput,
    submit: async (value) => {
      setSaid('')
      answered(await authClient.updateUser(usernameInput.parse(value)))
      await session.refresh()
      setSaid('Saved.')
    },
  })
  return (
    <Section title="Username" sentence="You can sign in with it instead of your address.">
      <Form form={form}>
        <form.AppField name="username">
          {(field) => (
            <field.Text
              label="Username"
              help="Letters, digits, dots and underscores."
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </form.AppField>
        <FormError />
        <div className="flex items-center gap-4">
          <SubmitButton>Save username</SubmitButton>
          <p aria-live="polite" className="text-dense text-quiet">
            {said}
          </p>
        </div>
      </Form>
    </Section>
  )
}
