import { Suspense } from 'react'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Dialog } from '~/ui/dialog'
import { TableSkeleton } from '~/ui/skeleton'
import { useToast } from '~/ui/toast'
import { type EditableProject, ProjectForm } from './project-form'
import { useProjectWrites } from './projects.queries'

type Opened = { org: string; open: boolean; onOpenChange: (open: boolean) => void }

type NewProps = Opened & {
  /** The team the list is narrowed to. */
  teamId: string | undefined
  onMade: () => void
}

export function NewProjectDialog({ org, teamId, onMade, ...state }: NewProps) {
  return (
    <Dialog {...state} title="New project">
      <ProjectForm org={org} teamId={teamId} done={onMade} />
    </Dialog>
  )
}

type EditProps = Opened & { project: EditableProject }

export function EditProjectDialog({ org, project, ...state }: EditProps) {
  return (
    <Dialog {...state} title="Edit project">
      <Suspense fallback={<TableSkeleton rows={3} />}>
        <ProjectForm org={org} project={project} done={() => state.onOpenChange(false)} />
      </Suspense>
    </Dialog>
  )
}

type RemoveProps = Opened & { project: { id: string; name: string }; onRemoved?: () => unknown }

export function RemoveProjectDialog({ org, project, onRemoved, ...state }: RemoveProps) {
  const { remove } = useProjectWrites(org)
  const toast = useToast()
  return (
    <ConfirmDialog
      {...state}
      title="Delete this project?"
      sentence="It is deleted for everybody, and cannot be brought back. To keep it out of the way, archive it."
      confirm="Delete project"
      danger
      typed={project.name}
      onConfirm={async () => {
        await remove.mutateAsync({ data: { org, id: project.id } })
        toast('Project deleted.')
        await onRemoved?.()
      }}
    />
  )
}
