import { useState } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import { Avatar } from '~/ui/avatar'
import { Button, ButtonLink } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Empty } from '~/ui/empty'
import { faultOf } from '~/ui/fault'
import { Filters } from '~/ui/filters'
import { MenuItem } from '~/ui/menu'
import { Section } from '~/ui/page'
import { SearchBox } from '~/ui/search-box'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { useToast } from '~/ui/toast'
import { findable, type PageSearch, type TeamActs } from './teams'
import { useTeamWrites } from './teams.queries'

/** The address is for those who may read who is a member. */
type Person = { id: string; name: string; email: string | null; image: string | null; role: string }
type Team = { id: string; name: string; total: number; people: Person[]; next?: string }
type Props = {
  org: string
  organizationId: string
  team: Team
  me: string
  acts: TeamActs
  search: PageSearch
  find: (q: string) => void
  addPeople: () => void
}

/** Who is in a team; those who may take people out of it. */
export function TeamPeople({ addPeople, search, find, ...props }: Props) {
  const { org, organizationId, team, me, acts } = props
  const { takeOut, leaving, setLeaving } = useTakingOut(org, organizationId, team, acts)
  if (team.total === 0) {
    return (
      <Section title="People">
        <Empty
          title="Nobody is in this team yet"
          sentence="Whoever is in a team sees its projects, and finds new ones where they belong."
          action={
            acts.add && (
              <Button variant="primary" onClick={addPeople}>
                Add people
              </Button>
            )
          }
        />
      </Section>
    )
  }
  return (
    <Section title="People">
      {findable({ total: team.total, search }) && (
        <Filters>
          <SearchBox label="Find a person" value={search.q ?? ''} onSearch={find} />
        </Filters>
      )}
      {team.people.length > 0 && (
        <Table label="People">
          <TableHead>
            <HeadCell>Name</HeadCell>
            <HeadCell>E-mail</HeadCell>
            <HeadCell>Role</HeadCell>
            {acts.takeOut && <HeadCell hidden>Acts</HeadCell>}
          </TableHead>
          <TableBody>
            {team.people.map((person) => (
              <Row
                key={person.id}
                label={person.name}
                menu={
                  acts.takeOut && (
                    <MenuItem
                      onClick={() => (person.id === me ? setLeaving(true) : takeOut(person))}
                    >
                      {person.id === me ? 'Leave the team' : 'Take out of the team'}
                    </MenuItem>
                  )
                }
              >
                <Cell primary picture={<Avatar {...person} size="sm" />}>
                  <bdi>{person.name}</bdi>
                  {person.id === me && <span className="font-normal text-quiet"> (you)</span>}
                </Cell>
                <Cell quiet>{person.email}</Cell>
                <Cell>{roleLabel(person.role)}</Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      <CountLine shown={team.people.length} total={team.total} noun="person" nouns="people">
        <Pages org={org} team={team} search={search} />
      </CountLine>
      <ConfirmDialog
        open={leaving}
        onOpenChange={setLeaving}
        title={
          <>
            Leave the team <bdi>{team.name}</bdi>?
          </>
        }
        sentence="What belongs to it is seen by its people, and by those whose role oversees every project."
        confirm="Leave team"
        onConfirm={() => takeOut({ id: me })}
      />
    </Section>
  )
}

/** Somebody is taken out at once, and can be put back; oneself one asks first. */
function useTakingOut(org: string, organizationId: string, team: Team, acts: TeamActs) {
  const writes = useTeamWrites(org, organizationId)
  const toast = useToast()
  const [leaving, setLeaving] = useState(false)
  const put = async (userId: string) => {
    try {
      await writes.add.mutateAsync({ teamId: team.id, userId })
    } catch (error) {
      toast(faultOf(error).sentence)
    }
  }
  const takeOut = async ({ id, name }: { id: string; name?: string }) => {
    const act = writes.takeOut.mutateAsync({ teamId: team.id, userId: id })
    // The question that was asked shows what became of it.
    if (!name) return act
    try {
      await act
      const action = { label: 'Undo', onClick: () => void put(id) }
      toast({
        title: `${name} is no longer in ${team.name}.`,
        action: acts.add ? action : undefined,
      })
    } catch (error) {
      toast(faultOf(error).sentence)
    }
  }
  return { takeOut, leaving, setLeaving }
}

type PagesProps = { org: string; team: Team; search: PageSearch }

function Pages({ org, team, search: { q, after } }: PagesProps) {
  const page = { to: '/app/$org/teams/$team', params: { org, team: team.id }, size: 'sm' } as const
  return (
    <>
      {after && (
        <ButtonLink {...page} search={{ q }}>
          First page
        </ButtonLink>
      )}
      {team.next && (
        <ButtonLink {...page} search={{ q, after: team.next }}>
          Next page
        </ButtonLink>
      )}
    </>
  )
}
