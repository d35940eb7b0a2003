import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Avatar } from '~/ui/avatar'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { SearchBox } from '~/ui/search-box'
import { TableSkeleton } from '~/ui/skeleton'
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
    <div className="grid gap-4">
      <SearchBox label="Find a member" value={q} onSearch={setQ} autoFocus />
      {fault && (
        <Notice tone="bad" role="alert">
          {faultOf(fault).sentence}
        </Notice>
      )}
      {people?.length === 0 && (
        <p className="text-quiet" role="status">
          {q
            ? 'Nobody of this name who is not in the team already.'
            : 'Everybody in the organization is in this team.'}
        </p>
      )}
      {!people && !error && <TableSkeleton rows={3} />}
      {people && people.length > 0 && (
        <ul className="max-h-80 divide-y overflow-y-auto border-y" aria-label="Members">
          {people.map(({ id, name, email, image }) => (
            <li key={id} className="flex items-center gap-3 py-2">
              <Avatar name={name} image={image} size="sm" />
              <span className="min-w-0 flex-1">
                <bdi className="block truncate font-medium">{name}</bdi>
                <span className="block truncate text-dense text-quiet">{email}</span>
              </span>
              <Button
                size="sm"
                aria-label={`Add ${name}`}
                pending={add.isPending && add.variables.userId === id}
                onClick={() => add.mutate({ teamId: team.id, userId: id })}
              >
                Add
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
