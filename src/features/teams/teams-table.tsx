import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Avatar } from '~/ui/avatar'
import { Badge } from '~/ui/badge'
import { ButtonLink } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { Filters } from '~/ui/filters'
import { SearchBox } from '~/ui/search-box'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { type TeamAct, TeamDialog, TeamItems } from './team-dialogs'
import { actsOn, findable, type PageSearch, type TeamActs } from './teams'
import { teamsQuery } from './teams.queries'

type Props = {
  org: string
  organizationId: string
  acts: TeamActs
  search: PageSearch
  find: (q: string) => void
}

/** The organization's teams: who is in them, which are the reader's own, how many projects they have. */
export function TeamsTable({ org, organizationId, acts, search, find }: Props) {
  const { data } = useSuspenseQuery(teamsQuery(org, search))
  const { teams, total, next } = data
  const [act, setAct] = useState<TeamAct | null>(null)
  const searched = search.q !== undefined
  const hasMenu = acts.rename || acts.remove
  return (
    <>
      {findable({ total, search }) && (
        <Filters>
          <SearchBox label="Find a team" value={search.q ?? ''} onSearch={find} />
        </Filters>
      )}
      {teams.length === 0 ? (
        <Empty
          title={searched ? 'No team of this name' : 'No more teams'}
          sentence="Try fewer letters, or look at all of them."
          action={
            <ButtonLink to="/app/$org/teams" params={{ org }}>
              All teams
            </ButtonLink>
          }
        />
      ) : (
        <>
          <Table label="Teams">
            <TableHead>
              <HeadCell>Name</HeadCell>
              <HeadCell>People</HeadCell>
              <HeadCell>Your place</HeadCell>
              <HeadCell numeric>Projects</HeadCell>
              {hasMenu && <HeadCell hidden>Acts</HeadCell>}
            </TableHead>
            <TableBody>
              {teams.map(({ id, name, isDefault, mine, people, faces, projects, ...team }) => (
                <Row
                  key={id}
                  label={name}
                  menu={
                    hasMenu && (
                      <TeamItems team={{ id, name }} acts={actsOn(team, acts)} setAct={setAct} />
                    )
                  }
                >
                  <Cell primary>
                    <Link to="/app/$org/teams/$team" params={{ org, team: id }}>
                      <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
                    </Link>
                    {isDefault && <span className="font-normal text-quiet"> (default)</span>}
                  </Cell>
                  <Cell quiet>
                    <People faces={faces} people={people} />
                  </Cell>
                  <Cell quiet wide={!mine}>
                    {mine && <Badge tone="accent">You are in it</Badge>}
                  </Cell>
                  <Cell numeric quiet wide>
                    {projects ?? <Unseen />}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
          <CountLine shown={teams.length} total={total} noun="team">
            <Pages org={org} search={search} next={next} />
          </CountLine>
        </>
      )}
      {act && (
        <TeamDialog
          key={act.team.id}
          {...{ org, organizationId, act }}
          close={() => setAct(null)}
        />
      )}
    </>
  )
}

type Face = { id: string; name: string; image: string | null }

/** "Ada, Bob and 3 more" behind their pictures. */
function People({ faces, people }: { faces: Face[]; people: number }) {
  if (people === 0) return 'Nobody yet'
  const named = faces.slice(0, people > 3 ? 2 : 3)
  const more = people - named.length
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <span className="flex shrink-0 -space-x-1.5 max-sm:hidden">
        {faces.map(({ id, name, image }) => (
          <span key={id} className="rounded-full border-2 border-paper">
            <Avatar name={name} image={image} size="sm" />
          </span>
        ))}
      </span>
      <span className="min-w-0 truncate">
        <bdi>{named.map(({ name }) => name).join(', ')}</bdi>
        {more > 0 && ` and ${more} more`}
      </span>
    </span>
  )
}

function Unseen() {
  return (
    <span title="Seen by the people of this team">
      <span aria-hidden>–</span>
      <span className="sr-only">Seen by the people of this team</span>
    </span>
  )
}

type PagesProps = { org: string; search: PageSearch; next?: string }

function Pages({ org, search, next }: PagesProps) {
  const { q, after } = search
  return (
    <>
      {after && (
        <ButtonLink size="sm" to="/app/$org/teams" params={{ org }} search={{ q }}>
          First page
        </ButtonLink>
      )}
      {next && (
        <ButtonLink size="sm" to="/app/$org/teams" params={{ org }} search={{ q, after: next }}>
          Next page
        </ButtonLink>
      )}
    </>
  )
}
