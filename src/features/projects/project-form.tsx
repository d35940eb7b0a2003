import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { projectName } from './projects'
import { useProjectWrites } from './projects.queries'

type Props = { org: string; project?: { id: string; name: string }; done: () => void }

/** Names a new project, or gives an old one another name. */
export function ProjectForm({ org, project, done }: Props) {
  const { create, rename } = useProjectWrites(org)
  const form = useRefusableForm({
    defaultValues: { name: project?.name ?? '' },
    schema: projectName,
    submit: async ({ name }) => {
      if (project) await rename.mutateAsync({ data: { org, id: project.id, name } })
      else await create.mutateAsync({ data: { org, name } })
      done()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="name">
        {(field) => <field.Text label="Name" autoComplete="off" autoFocus />}
      </form.AppField>
      <FormError />
      <div className="flex justify-end">
        <SubmitButton>{project ? 'Rename' : 'Create project'}</SubmitButton>
      </div>
    </Form>
  )
}
