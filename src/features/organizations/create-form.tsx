import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { slugFrom } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { organizationInput } from './organizations'
import { organizationsQuery } from './organizations.queries'

type Props = {
  /** Leads into it, by its slug. */
  onMade: (slug: string) => Promise<void>
}

/** Names an organization. The address follows the name until it is written by hand. */
export function CreateOrganizationForm({ onMade }: Props) {
  const queryClient = useQueryClient()
  const [byHand, setByHand] = useState(false)
  const form = useRefusableForm({
    defaultValues: { name: '', slug: '' },
    schema: organizationInput,
    submit: async (value) => {
      const { name, slug } = organizationInput.parse(value)
      answered(await authClient.organization.create({ name, slug }))
      await queryClient.invalidateQueries({ queryKey: organizationsQuery.queryKey })
      await onMade(slug)
    },
  })
  return (
    <Form form={form}>
      <form.AppField
        name="name"
        listeners={{
          onChange: ({ value }) => {
            if (byHand) return
            form.setFieldValue('slug', slugFrom(value), { dontRunListeners: true })
          },
        }}
      >
        {(field) => (
          <field.Text
            label="Name"
            help="What your colleagues call it."
            autoComplete="organization"
            autoFocus
          />
        )}
      </form.AppField>
      <form.AppField name="slug" listeners={{ onChange: () => setByHand(true) }}>
        {(field) => (
          <field.Text
            label="Address"
            lead="/app/"
            help="Lower-case letters, digits and hyphens."
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </form.AppField>
      <FormError />
      <SubmitButton>Create organization</SubmitButton>
    </Form>
  )
}
