import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { sessionQuery } from '~/auth/session.queries'
import { Button } from '~/ui/button'
import { Menu, MenuItem } from '~/ui/menu'
import { Notice } from '~/ui/notice'
import { Page } from '~/ui/page'
import { AddPeople } from './add-people'
import { type TeamAct, TeamDialog, TeamItems } from './team-dialogs'
import { TeamPeople } from './team-people'
import { TeamProjects } from './team-projects'
import { actsOn, type PageSearch, type TeamActs } from './teams'
import { teamQuery, useTeamWrites } from './teams.queries'

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
  const { org, organizationId, search } = props
  const { data: team } = useSuspenseQuery(teamQuery(org, id, search))
  const { data: session } = useSuspenseQuery(sessionQuery)
  const acts = actsOn(team, props.acts)
  const { activate } = useTeamWrites(org, organizationId)
  const isActive = session?.activeTeamId === id
  const navigate = useNavigate()
  const [act, setAct] = useState<TeamAct | null>(null)
  const [adding, setAdding] = useState(false)
  return (
    <Page
      title={<bdi>{team.name}</bdi>}
      sentence={standing(team.mine, isActive)}
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
          {(acts.rename || acts.remove || team.mine) && (
            <Menu
              label={`Acts for ${team.name}`}
              trigger={<Button icon={<Ellipsis />} aria-label={`Acts for ${team.name}`} />}
            >
              {team.mine && (
                <MenuItem onClick={() => activate.mutate(isActive ? null : id)}>
                  {isActive ? 'Start my projects for everybody' : 'Start my projects here'}
                </MenuItem>
              )}
              <TeamItems team={team} acts={acts} setAct={setAct} />
            </Menu>
          )}
        </>
      }
    >
      {props.acts.rename && team.beyondPlan && (
        <Notice tone="warn" className="mb-8" title="This team cannot be changed now">
          Older teams take all the places of the plan. Its people keep what they see, and a larger
          plan opens it again.
        </Notice>
      )}
      <TeamPeople {...props} acts={acts} team={team} addPeople={() => setAdding(true)} />
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

function standing(mine: boolean, isActive: boolean): string {
  if (!mine) return 'You are not in this team.'
  return isActive
    ? 'You are in this team, and your new projects start here.'
    : 'You are in this team.'
}
