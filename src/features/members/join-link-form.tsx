import { useState } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import { Button } from '~/ui/button'
import { Copy } from '~/ui/copy'
import { DialogFoot } from '~/ui/dialog'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { joinLinkForm, mostDays, mostUses } from './joining'
import { useWaysInActs } from './joining.queries'
import type { Choices } from './members'

type Props = { org: string; choices: Choices; done: () => void }

const noTeam = 'none'

/** Makes a link, and shows it this once. */
export function JoinLinkForm({ org, choices: { roles, teams }, done }: Props) {
  const { createLink } = useWaysInActs(org)
  const [url, setUrl] = useState('')
  const form = useRefusableForm({
    defaultValues: { role: 'member', teamId: teams[0]?.id ?? noTeam, uses: '10', days: '7' },
    schema: joinLinkForm,
    submit: async ({ role, teamId, uses, days }) => {
      const made = await createLink.mutateAsync({
        data: {
          org,
          role,
          teamId: teamId === noTeam ? '' : teamId,
          uses: Number(uses),
          days: Number(days),
        },
      })
      setUrl(made.url)
    },
  })
  if (url) {
    return (
      <div className="grid gap-4" role="status">
        <p>Copy the link now: it is shown this once, and cannot be looked up.</p>
        <Copy value={url} label="link" />
        <DialogFoot>
          <Button variant="primary" onClick={done}>
            Done
          </Button>
        </DialogFoot>
      </div>
    )
  }
  return (
    <Form form={form}>
      <form.AppField name="role">
        {(field) => (
          <field.Select
            label="Role"
            options={roles
              .filter(({ offered }) => offered)
              .map(({ name }) => ({ value: name, label: roleLabel(name) }))}
          />
        )}
      </form.AppField>
      <form.AppField name="teamId">
        {(field) => (
          <field.Select
            label="Team"
            options={[
              { value: noTeam, label: 'No team' },
              ...teams.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </form.AppField>
      <div className="grid grid-cols-2 items-start gap-4">
        <form.AppField name="uses">
          {(field) => (
            <field.Text
              label="For how many people"
              inputMode="numeric"
              help={`Up to ${mostUses}`}
            />
          )}
        </form.AppField>
        <form.AppField name="days">
          {(field) => (
            <field.Text label="For how many days" inputMode="numeric" help={`Up to ${mostDays}`} />
          )}
        </form.AppField>
      </div>
      <FormError />
      <div className="flex justify-end">
        <SubmitButton>Make link</SubmitButton>
      </div>
    </Form>
  )
}
