import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { ProjectForm } from './project-form'

/** The button that opens the form for a new project. */
export function NewProject({ org }: { org: string }) {
  return (
    <Dialog trigger={<Button variant="primary">New project</Button>} title="New project">
      {(close) => <ProjectForm org={org} done={close} />}
    </Dialog>
  )
}
