import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { Button } from '~/ui/button'
import { Menu } from '~/ui/menu'
import { Page } from '~/ui/page'
import { AddPeople } from './add-people'
import { type TeamAct, TeamDialog, TeamItems } from './team-dialogs'
import { TeamPeople } from './team-people'
import { TeamProjects } from './team-projects'
import type { PageSearch, TeamActs } from './teams'
import { teamQuery } from './teams.queries'

type Props = {
  org: string
  organizationId: string
  id: string
  me: string
  acts: TeamActs
  search: PageSearch
  find: (q: string) => void
  /** Whether the reader may make projects. */
  mayCreate: boolean
}

/** A team: its people, its projects, and what the reader's role may do with it. */
export function TeamPage({ id, mayCreate, ...props }: Props) {
  const { org, organizationId, acts, search } = props
  const { data: team } = useSuspenseQuery(teamQuery(org, id, search))
  const navigate = useNavigate()
  const [act, setAct] = useState<TeamAct | null>(null)
  const [adding, setAdding] = useState(false)
  return (
    <Page
      title={<bdi>{team.name}</bdi>}
      sentence={team.mine ? 'You are in this team.' : 'You are not in this team.'}
      width="table"
      back={
        <Link to="/app/$org/teams" params={{ org }}>
          Teams
        </Link>
      }
      action={
        <>
          {acts.add && team.total > 0 && (
            <Button variant="primary" onClick={() => setAdding(true)}>
              Add people
            </Button>
          )}
          {(acts.rename || acts.remove) && (
            <Menu
              label={`Acts for ${team.name}`}
              trigger={<Button icon={<Ellipsis />} aria-label={`Acts for ${team.name}`} />}
            >
              <TeamItems team={team} acts={acts} setAct={setAct} />
            </Menu>
          )}
        </>
      }
    >
      <TeamPeople {...props} team={team} addPeople={() => setAdding(true)} />
      <TeamProjects org={org} team={team} mayCreate={mayCreate} />
      {adding && <AddPeople {...{ org, organizationId, team }} close={() => setAdding(false)} />}
      {act && (
        <TeamDialog
          {...{ org, organizationId, act }}
          close={() => setAct(null)}
          removed={() => navigate({ to: '/app/$org/teams', params: { org } })}
        />
      )}
    </Page>
  )
}
