import { asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Scope } from '~/auth/session.server'
import { invitation, member, organization, project, team, user } from '~/db/schema'
import { leading, type Step } from './onboarding'

const projectsShown = 5
const peopleShown = 6

export type Overview = Awaited<ReturnType<typeof getOverview>>

/**
 * What the overview shows, in two statements: the newest projects the reader sees, who came first, how many there
 * are of each, and which first steps are done. What the reader may not read, or not do, is null.
 */
export async function getOverview(scope: Scope) {
  const projects = await newestProjects(scope)
  const rows = await firstPeople(scope)
  const totals = only(rows[0]?.totals)
  return {
    projects: scope.can({ project: ['read'] }) ? { newest: projects, total: totals.open } : null,
    people: scope.can({ member: ['read'] })
      ? { first: rows.map(({ person }) => person), total: totals.members }
      : null,
    done: scope.can(leading) ? stepsDone(totals) : null,
  }
}

/** What the first steps need to know, in one statement: the teams, oldest first, and which steps are done. */
export async function getFirstSteps({ tx }: Scope) {
  const oldestFirst = sql`order by ${team.createdAt}, ${team.id}`
  const teams = sql<{ id: string; name: string }[]>`(
    select coalesce(json_agg(json_build_object('id', ${team.id}, 'name', ${team.name}) ${oldestFirst}), '[]')
    from ${team})`
  const [row] = await tx.select({ teams, totals }).from(organization)
  const found = only(row)
  return { teams: found.teams, done: stepsDone(found.totals) }
}

/** Counted anew every time: nothing is kept about who was led how far. */
const totals = {
  members: sql<number>`(select count(*)::int from ${member})`,
  invited: sql<boolean>`exists (select from ${invitation})`,
  teams: sql<number>`(select count(*)::int from ${team})`,
  projects: sql<number>`(select count(*)::int from ${project})`,
  open: sql<number>`(select count(*)::int from ${project} where ${project.archivedAt} is null)`,
}

type Totals = { members: number; invited: boolean; teams: number; projects: number; open: number }

function stepsDone({ members, invited, teams, projects }: Totals): Record<Step, boolean> {
  // Every organization comes with one team.
  return { team: teams > 1, invite: members > 1 || invited, project: projects > 0 }
}

function newestProjects({ tx }: Scope) {
  return tx
    .select({
      id: project.id,
      name: project.name,
      createdAt: project.createdAt,
      createdBy: user.name,
      team: team.name,
    })
    .from(project)
    .leftJoin(user, eq(user.id, project.createdBy))
    .leftJoin(team, eq(team.id, project.teamId))
    .where(isNull(project.archivedAt))
    .orderBy(desc(project.createdAt), desc(project.id))
    .limit(projectsShown)
}

function firstPeople({ tx }: Scope) {
  // The few who are shown are chosen first: the policy of "user" is asked for them and for nobody else.
  const first = tx
    .select({
      id: member.id,
      role: member.role,
      userId: member.userId,
      joinedAt: member.createdAt,
    })
    .from(member)
    .orderBy(asc(member.createdAt), asc(member.id))
    .limit(peopleShown)
    .as('first')
  return tx
    .select({
      person: { id: first.id, role: first.role, name: user.name, image: user.image },
      totals,
    })
    .from(first)
    .innerJoin(user, eq(user.id, first.userId))
    .orderBy(asc(first.joinedAt), asc(first.id))
}

/** Whoever reads is a member, so there is a row. */
function only<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('An organization without members has no readers.')
  return value
}
