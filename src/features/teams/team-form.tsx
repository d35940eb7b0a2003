import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { teamName } from './teams'
import { useTeamWrites } from './teams.queries'

type Props = {
  org: string
  organizationId: string
  team?: { id: string; name: string }
  done: (teamId: string) => unknown
}

/** Names a new team, or gives an old one another name. */
export function TeamForm({ org, organizationId, team, done }: Props) {
  const { create, rename } = useTeamWrites(org, organizationId)
  const form = useRefusableForm({
    defaultValues: { name: team?.name ?? '' },
    schema: teamName,
    submit: async ({ name }) => {
      const saved = team
        ? await rename.mutateAsync({ teamId: team.id, name })
        : await create.mutateAsync({ name })
      if (saved) await done(saved.id)
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="name">
        {(field) => (
          <field.Text
            label="Name"
            help={team ? undefined : 'Design, Support, Warehouse…'}
            autoComplete="off"
            autoFocus
          />
        )}
      </form.AppField>
      <FormError />
      <div className="flex justify-end">
        <SubmitButton>{team ? 'Rename' : 'Create team'}</SubmitButton>
      </div>
    </Form>
  )
}
