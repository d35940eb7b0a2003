import { useQueryClient } from '@tanstack/react-query'
import app from 'app.config'
import { useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { type Granted, may, roleNames } from '~/auth/permissions'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { inviteInput } from './members'
import { invitationsQuery } from './members.queries'

type Props = { org: string; organizationId: string; granted: Granted }

/** Invites one person by their address, in the organization of this page whatever other tabs do. */
export function InviteForm({ org, organizationId, granted }: Props) {
  const queryClient = useQueryClient()
  const [said, setSaid] = useState('')
  const form = useRefusableForm({
    defaultValues: { email: '', role: 'member' },
    schema: inviteInput,
    submit: async (value, { reset }) => {
      setSaid('')
      const { email, role } = inviteInput.parse(value)
      answered(await authClient.organization.inviteMember({ email, role, organizationId }))
      await queryClient.invalidateQueries({ queryKey: invitationsQuery(org).queryKey })
      reset()
      setSaid(`A letter is on its way to ${email}.`)
    },
  })
  const offered = roleNames.filter(
    (name) => name !== 'owner' || may(granted, { organization: ['delete'] }),
  )
  return (
    <Form form={form} className="grid max-w-text gap-4">
      <div className="grid items-start gap-4 sm:grid-cols-[1fr_12rem]">
        <form.AppField name="email">
          {(field) => (
            <field.Email label="E-mail" autoComplete="off" placeholder="cleo@example.com" />
          )}
        </form.AppField>
        <form.AppField name="role">
          {(field) => (
            <field.Select
              label="Role"
              options={offered.map((value) => ({ value, label: app.roles[value].name }))}
            />
          )}
        </form.AppField>
      </div>
      <FormError />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton>Send invitation</SubmitButton>
        <p aria-live="polite" className="text-dense text-quiet">
          {said}
        </p>
      </div>
    </Form>
  )
}
