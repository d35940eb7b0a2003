import type { GenericEndpointContext } from 'better-auth'
import type { Team } from 'better-auth/plugins'
import { and, eq, ne, type SQLWrapper, sql } from 'drizzle-orm'
import type { Membership } from '~/auth/membership.server'
import { unitDatabase } from '~/auth/unit.server'
import { session as sessions, team } from '~/db/schema'
import { Refusal } from '~/refusal'

type Asked = {
  body: Record<string, unknown>
  me: Membership | null
  organization: { id: string }
  /** The session as better-auth goes on with it. */
  session: { session: Record<string, unknown> }
}

/**
 * The team that comes with an organization: its founder is in it, and invitations name it first. The oldest team is
 * the default one, whatever it is called later.
 */
export async function makeDefaultTeam(
  organization: { id: string },
  context?: GenericEndpointContext,
): Promise<Team> {
  if (!context) throw new Error('A default team is made with an organization.')
  const data = { name: 'General', organizationId: organization.id, createdAt: new Date() }
  return context.context.adapter.create<Omit<Team, 'id'>, Team>({ model: 'team', data })
}

/**
 * Teams are told apart by their names, however they are written.
 * @param except the team that is to have the name; none where it is made
 * @throws Refusal conflict, invalid
 */
export async function freeTeamName(
  { me, organization }: Asked,
  name: unknown,
  except?: unknown,
): Promise<void> {
  if (!me?.can({ team: [except ? 'update' : 'create'] })) return
  const wanted = typeof name === 'string' ? name.trim() : ''
  if (!wanted) throw new Refusal('invalid', 'Write a name.', { name: 'Write a name.' })
  const [taken] = await unitDatabase
    .select({ name: team.name })
    .from(team)
    .where(
      and(
        eq(team.organizationId, organization.id),
        sql`lower(${team.name}) = lower(${wanted})`,
        ne(team.id, String(except ?? '')),
      ),
    )
  if (!taken) return
  throw new Refusal('conflict', 'A team of this name exists already.', {
    name: `There is a team called “${taken.name}” already.`,
  })
}

/**
 * Before somebody is added to a team or taken out of it.
 * @throws Refusal forbidden, not_found; conflict when they are in it already
 */
export async function personOfTeam({ body, me, organization }: Asked, adding: boolean) {
  if (!me) return
  // better-auth asks about the person only; who is in a team is a change of the team too.
  if (!me.can({ team: ['update'] })) {
    throw new Refusal('forbidden', 'Your role does not allow this. Ask an owner or admin.')
  }
  const { rows } = await unitDatabase.execute<{ name: string; isIn: boolean }>(sql`
    select u.name, exists (
      select from team_member tm where tm.user_id = u.id and tm.team_id = ${String(body.teamId)}
        and ${isTeamOf(organization, sql`tm.team_id`)}) as "isIn"
    from member m join "user" u on u.id = m.user_id
    where m.organization_id = ${organization.id} and m.user_id = ${String(body.userId)}`)
  const [person] = rows
  if (!person) {
    throw new Refusal('not_found', 'This person is not in the organization any more.')
  }
  if (adding && person.isIn) {
    throw new Refusal('conflict', `${person.name} is in this team already.`)
  }
}

/**
 * better-auth refuses to remove the team that is active in the remover's own session; nothing here rests on it.
 * Whoever had it active has none then.
 */
export async function forgetActiveTeam({ body, organization, session }: Asked): Promise<void> {
  const teamId = String(body.teamId)
  await unitDatabase
    .update(sessions)
    .set({ activeTeamId: null })
    .where(and(eq(sessions.activeTeamId, teamId), isTeamOf(organization, sessions.activeTeamId)))
  if (session.session.activeTeamId === teamId) session.session.activeTeamId = null
}

/** A session whose organization changes has no team open in the new one yet. */
export async function leaveActiveTeam(
  changed: Record<string, unknown>,
  context: GenericEndpointContext | null,
) {
  // Whoever founds an organization works in all of it, not in its first team.
  if (context?.path === '/organization/create' && changed.activeTeamId) {
    return { data: { activeTeamId: null } }
  }
  if (changed.activeOrganizationId === undefined || changed.activeTeamId !== undefined) return
  if (context?.context.session?.session.activeOrganizationId === changed.activeOrganizationId)
    return
  return { data: { activeTeamId: null } }
}

/** Why a team stays: what belongs to it would be nobody's, or suddenly everybody's. */
export function stillHas(projects: number): Refusal {
  const [what, them] = projects === 1 ? ['a project', 'it'] : [`${projects} projects`, 'them']
  return new Refusal(
    'conflict',
    `This team still has ${what}. Move or delete ${them} first, archived ones too.`,
  )
}

const isTeamOf = (organization: { id: string }, teamId: SQLWrapper) =>
  sql`exists (select from team where team.id = ${teamId} and team.organization_id = ${organization.id})`
