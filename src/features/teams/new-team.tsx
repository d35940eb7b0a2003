import { useNavigate } from '@tanstack/react-router'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { TeamForm } from './team-form'

/** The button that opens the form for a new team, and leads to its page, where people are added. */
export function NewTeam({ org, organizationId }: { org: string; organizationId: string }) {
  const navigate = useNavigate()
  return (
    <Dialog
      trigger={<Button variant="primary">New team</Button>}
      title="New team"
      sentence="You choose who is in it on the next page."
    >
      <TeamForm
        org={org}
        organizationId={organizationId}
        done={(team) => navigate({ to: '/app/$org/teams/$team', params: { org, team } })}
      />
    </Dialog>
  )
}
