import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Dialog } from '~/ui/dialog'
import { MenuItem } from '~/ui/menu'
import { TeamForm } from './team-form'
import type { TeamActs } from './teams'
import { useTeamWrites } from './teams.queries'

type Team = { id: string; name: string }
export type TeamAct = { kind: 'rename' | 'remove'; team: Team }

type ItemsProps = { team: Team; acts: TeamActs; setAct: (act: TeamAct) => void }

/** The items of a team's menu. */
export function TeamItems({ team, acts, setAct }: ItemsProps) {
  return (
    <>
      <MenuItem disabled={!acts.rename} onClick={() => setAct({ kind: 'rename', team })}>
        Rename
      </MenuItem>
      <MenuItem disabled={!acts.remove} onClick={() => setAct({ kind: 'remove', team })}>
        Remove
      </MenuItem>
    </>
  )
}

type DialogProps = {
  org: string
  organizationId: string
  act: TeamAct
  close: () => void
  removed?: () => unknown
}

/** What an item of the menu opens. */
export function TeamDialog({ org, organizationId, act, close, removed }: DialogProps) {
  const { remove } = useTeamWrites(org, organizationId)
  const onOpenChange = (open: boolean) => open || close()
  if (act.kind === 'rename') {
    return (
      <Dialog open onOpenChange={onOpenChange} title="Rename team">
        <TeamForm org={org} organizationId={organizationId} team={act.team} done={close} />
      </Dialog>
    )
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={
        <>
          Remove the team <bdi>{act.team.name}</bdi>?
        </>
      }
      sentence="Its people stay in the organization. A team that still has projects cannot be removed: move or delete them first, archived ones too."
      confirm="Remove team"
      danger
      typed={act.team.name}
      onConfirm={async () => {
        await remove.mutateAsync({ teamId: act.team.id })
        await removed?.()
      }}
    />
  )
}
