import { useState } from 'react'
import { z } from 'zod/mini'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { useSessionChange } from '~/auth/use-session-change'
import { nameShape } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'

const profileInput = z.object({ name: nameShape })

/** The person's name, everywhere at once when it is saved. */
export function ProfileForm({ name }: { name: string }) {
  const session = useSessionChange()
  const [said, setSaid] = useState('')
  const form = useRefusableForm({
    defaultValues: { name },
    schema: profileInput,
    submit: async (value) => {
      setSaid('')
      answered(await authClient.updateUser(profileInput.parse(value)))
      await session.refresh()
      setSaid('Saved.')
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
          />
        )}
      </form.AppField>
      <FormError />
      <div className="flex items-center gap-4">
        <SubmitButton>Save name</SubmitButton>
        <p aria-live="polite" className="text-dense text-quiet">
          {said}
        </p>
      </div>
    </Form>
  )
}
