import { sql } from 'drizzle-orm'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import type { Organization, Person } from '../support/people'

type Team = { id: string; name: string; people: number; counted: number }

/** An organization's teams as they are stored, oldest first; `counted` is the count that better-auth keeps. */
export async function teamsOf({ id }: { id: string }): Promise<Team[]> {
  const rows = await asOwner(sql`
    select id, name, member_count as counted,
      (select count(*)::int from team_member where team_id = team.id) as people
    from team where organization_id = ${id} order by created_at, id`)
  return rows.map(({ id, name, people, counted }) => ({
    id: String(id),
    name: String(name),
    people: Number(people),
    counted: Number(counted),
  }))
}

/** better-auth's acts on teams, as somebody, in an organization. */
export const actsOf = ({ headers }: Person, { id: organizationId }: { id: string }) => {
  const call = (path: string, body: object) => callAuth(`/organization/${path}`, { body, headers })
  return {
    create: (name: unknown) => call('create-team', { name, organizationId }),
    rename: (teamId: string, name: unknown) =>
      call('update-team', { teamId, data: { name, organizationId } }),
    remove: (teamId: string) => call('remove-team', { teamId, organizationId }),
    add: (teamId: string, { id: userId }: { id: string }) =>
      call('add-team-member', { teamId, userId, organizationId }),
    takeOut: (teamId: string, { id: userId }: { id: string }) =>
      call('remove-team-member', { teamId, userId, organizationId }),
  }
}

/** Makes a team; its id. */
export async function makeTeam(by: Person, organization: Organization, name: string) {
  const { status, data } = await actsOf(by, organization).create(name)
  if (status !== 200) throw new Error(JSON.stringify(data))
  return String(data?.id)
}

/** Puts a project into a team, past every rule; its id. */
export async function putProject(
  organization: Organization,
  teamId: string | null,
  name: string,
  archived = false,
): Promise<string> {
  const [row] = await asOwner(sql`
    insert into project (id, organization_id, team_id, name, archived_at)
    values (gen_random_uuid(), ${organization.id}, ${teamId}, ${name}, ${archived ? sql`now()` : null})
    returning id`)
  return String(row?.id)
}
