import { useSuspenseQuery } from '@tanstack/react-query'
import { sessionQuery } from '~/auth/session.queries'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { projectFields } from './projects'
import { projectTeamsQuery, useProjectWrites } from './projects.queries'

export type EditableProject = {
  id: string
  name: string
  description: string
  teamId: string | null
}

type Props = {
  org: string
  /** The one to change; without it, a new one is made. */
  project?: EditableProject
  /** The team a new one is meant for; without it, the one its maker has set active. */
  teamId?: string
  done: () => void
}

/** Makes a project, or changes one. */
export function ProjectForm({ org, project, teamId, done }: Props) {
  const { data: teams } = useSuspenseQuery(projectTeamsQuery(org))
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { create, update } = useProjectWrites(org)
  const wanted = teamId ?? session?.activeTeamId
  const start = teams.find(({ id }) => id === wanted)?.id ?? ''
  const form = useRefusableForm({
    defaultValues: {
      name: project?.name ?? '',
      description: project?.description ?? '',
      teamId: project ? (project.teamId ?? '') : start,
    },
    schema: projectFields,
    submit: async (fields) => {
      if (project) await update.mutateAsync({ data: { org, id: project.id, ...fields } })
      else await create.mutateAsync({ data: { org, ...fields } })
      done()
    },
  })
  const places = teams.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Form form={form}>
      <form.AppField name="name">
        {(field) => <field.Text label="Name" autoComplete="off" autoFocus />}
      </form.AppField>
      <form.AppField name="description">
        {(field) => <field.TextArea label="Description" optional />}
      </form.AppField>
      <form.AppField name="teamId">
        {(field) => (
          <field.Select
            label="For"
            help="A team’s project is seen by its members, and by owners and admins."
            options={[{ value: '', label: 'The whole organization' }, ...places]}
          />
        )}
      </form.AppField>
      <FormError />
      <div className="flex justify-end">
        <SubmitButton>{project ? 'Save project' : 'Create project'}</SubmitButton>
      </div>
    </Form>
  )
}
