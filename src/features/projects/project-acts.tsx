import { useState } from 'react'
import { type Granted, may } from '~/auth/permissions'
import { faultOf } from '~/ui/fault'
import { MenuItem, MenuSeparator } from '~/ui/menu'
import { useToast } from '~/ui/toast'
import { EditProjectDialog, RemoveProjectDialog } from './project-dialogs'
import { useProjectWrites } from './projects.queries'
import type { ListedProject } from './projects-list.server'

type Act = { kind: 'edit' | 'remove'; project: ListedProject }

/**
 * What the reader may do to a project of a list: `menuOf` gives its row the menu, `dialog` stands beside the table.
 */
export function useProjectActs(org: string, granted: Granted) {
  const [act, setAct] = useState<Act | null>(null)
  const put = useArchive(org)
  const mayChange = may(granted, { project: ['update'] })
  const menuOf = (project: ListedProject) => (
    <>
      <MenuItem disabled={!mayChange} onClick={() => setAct({ kind: 'edit', project })}>
        Edit
      </MenuItem>
      <MenuItem disabled={!mayChange} onClick={() => void put(project.id, !project.archivedAt)}>
        {project.archivedAt ? 'Restore' : 'Archive'}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        disabled={!may(granted, { project: ['delete'] })}
        onClick={() => setAct({ kind: 'remove', project })}
      >
        Delete
      </MenuItem>
    </>
  )
  const Dialog = act?.kind === 'edit' ? EditProjectDialog : RemoveProjectDialog
  const dialog = act && (
    <Dialog org={org} project={act.project} open onOpenChange={(open) => open || setAct(null)} />
  )
  return { menuOf, dialog }
}

/** Into the archive or out of it: the row leaves the list at once, and a line says so with the way back. */
function useArchive(org: string) {
  const { archive, restore } = useProjectWrites(org)
  const toast = useToast()
  return async function put(id: string, away: boolean): Promise<void> {
    try {
      await (away ? archive : restore).mutateAsync({ data: { org, id } })
    } catch (error) {
      toast(faultOf(error).sentence)
      return
    }
    const undo = { label: 'Undo', onClick: () => void put(id, !away) }
    toast({ title: away ? 'Project archived.' : 'Project restored.', action: undo })
  }
}
