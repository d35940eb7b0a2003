import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '~/ui/dialog'
import { PeopleFinder } from '~/ui/people-finder'
import { candidatesQuery, useTeamWrites } from './teams.queries'

type Props = {
  org: string
  organizationId: string
  team: { id: string; name: string }
  close: () => void
}

/** Adds members of the organization to a team, one press each. */
export function AddPeople({ close, team, ...props }: Props) {
  return (
    <Dialog
      open
      onOpenChange={(open) => open || close()}
      title={
        <>
          Add people to <bdi>{team.name}</bdi>
        </>
      }
      sentence="They see its projects at once."
    >
      <Candidates team={team} {...props} />
    </Dialog>
  )
}

function Candidates({ org, organizationId, team }: Omit<Props, 'close'>) {
  const [q, setQ] = useState('')
  const { data: people, error } = useQuery(candidatesQuery(org, team.id, q))
  const { add } = useTeamWrites(org, organizationId)
  const fault = add.error ?? error
  return (
    <PeopleFinder
      label="Find a member"
      list="Members"
      words={q}
      onSearch={setQ}
      people={people}
      error={fault}
      nobody={
        q
          ? 'Nobody of this name who is not in the team already.'
          : 'Everybody in the organization is in this team.'
      }
      act="Add"
      onAct={({ id }) => add.mutate({ teamId: team.id, userId: id })}
      busy={add.isPending ? add.variables.userId : undefined}
    />
  )
}
