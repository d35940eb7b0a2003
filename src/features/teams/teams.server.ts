import { and, asc, eq, or, type SQLWrapper, sql } from 'drizzle-orm'
import type { Scope } from '~/auth/session.server'
import { isBeyond } from '~/billing/counted.server'
import { limitIn } from '~/billing/standing'
import { member, team, teamMember, user } from '~/db/schema'
import { Refusal } from '~/refusal'

/** Rows of one page. */
const pageSize = 50
/** Projects on a team's page; the page of projects has the others. */
const newest = 20
/** Somebody who is looked for is among the first, or the word is made longer. */
const suggested = 20

type Page = { q?: string; after?: string }
type Face = { id: string; name: string; image: string | null }

const count = sql<number>`(select count(*)::int from team_member tm where tm.team_id = team.id)`
const projectCount = sql<number>`(
  select count(*)::int from project p where p.team_id = team.id and p.archived_at is null)`
const isDefault = sql<boolean>`team.id = (select t.id from team t order by t.created_at, t.id limit 1)`
const mine = (me: { id: string }) => sql<boolean>`exists (
  select from team_member tm where tm.team_id = team.id and tm.user_id = ${me.id})`
const row = {
  organizationId: sql`team.organization_id`,
  createdAt: sql`team.created_at`,
  id: sql`team.id`,
}
/** Whether the plan has no place for the team. */
const beyondPlan = ({ standing }: Scope) => isBeyond('teams', row, limitIn(standing, 'teams'))

/** The organization's teams by name, a page of them, with who is in them first. One statement. */
export async function list(scope: Scope, { q, after }: Page) {
  const { tx, user: me } = scope
  const rows = await tx
    .select({
      id: team.id,
      name: team.name,
      isDefault,
      mine: mine(me),
      beyondPlan: beyondPlan(scope),
      people: count,
      faces: sql<Face[]>`(select coalesce(json_agg(face), '[]') from (
        select u.id, u.name, u.image from team_member tm join "user" u on u.id = tm.user_id
        where tm.team_id = team.id order by tm.created_at, u.id limit 5) face)`,
      projects: projectCount,
      total: sql<number>`(select count(*)::int from team)`,
    })
    .from(team)
    .where(
      and(
        q ? contains(team.name, q) : undefined,
        after
          ? sql`(lower(team.name), team.id) > (
              select lower(t.name), t.id from team t where t.id = ${after})`
          : undefined,
      ),
    )
    .orderBy(sql`lower(team.name)`, asc(team.id))
    .limit(pageSize + 1)
  return {
    teams: rows.slice(0, pageSize).map(({ total: _, projects, ...row }) => ({
      ...row,
      /** Null for whoever does not see what belongs to this team. */
      projects: seesProjects(scope, row) ? projects : null,
    })),
    total: rows[0]?.total ?? 0,
    next: nextOf(rows),
  }
}

type Listed = { id: string; name: string; createdAt: string }

/**
 * One team: its people, a page of them, and its newest projects as far as the reader sees them. Two statements.
 * Refuses not_found.
 */
export async function get(scope: Scope, { team: id, ...page }: Page & { team: string }) {
  const { tx, user: me } = scope
  const [found] = await tx
    .select({
      id: team.id,
      name: team.name,
      isDefault,
      mine: mine(me),
      beyondPlan: beyondPlan(scope),
      total: count,
      projectCount,
      projects: sql<Listed[]>`(select coalesce(json_agg(listed), '[]') from (
        select p.id, p.name, p.created_at as "createdAt" from project p
        where p.team_id = team.id and p.archived_at is null
        order by p.created_at desc, p.id desc limit ${newest}) listed)`,
    })
    .from(team)
    .where(eq(team.id, id))
  if (!found) throw new Refusal('not_found', 'There is no such team. Somebody may have removed it.')
  const { projects, projectCount: projectTotal, ...rest } = found
  return {
    ...rest,
    ...(await people(scope, id, page)),
    /** Null for whoever does not see what belongs to this team. */
    projects: seesProjects(scope, found)
      ? projects.map(({ createdAt, ...row }) => ({ ...row, createdAt: new Date(createdAt) }))
      : null,
    projectTotal,
  }
}

async function people({ tx, can }: Scope, teamId: string, { q, after }: Page) {
  const addresses = can({ member: ['read'] })
  const rows = await tx
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      image: user.image,
      role: member.role,
    })
    .from(teamMember)
    .innerJoin(user, eq(user.id, teamMember.userId))
    .innerJoin(member, eq(member.userId, user.id))
    .where(
      and(
        eq(teamMember.teamId, teamId),
        q ? calledLike(q, addresses) : undefined,
        after
          ? sql`(lower(${user.name}), ${user.id}) > (
              select lower(u.name), u.id from "user" u where u.id = ${after})`
          : undefined,
      ),
    )
    .orderBy(sql`lower(${user.name})`, asc(user.id))
    .limit(pageSize + 1)
  return {
    people: rows
      .slice(0, pageSize)
      .map(({ email, ...row }) => ({ ...row, email: addresses ? email : null })),
    next: nextOf(rows),
  }
}

/**
 * Who belongs to the organization and not to this team, by name, the first few. One statement.
 * Refuses forbidden to whoever may not read who is a member.
 */
export function candidates({ tx, can }: Scope, { team: id, q }: { team: string; q?: string }) {
  if (!can({ member: ['read'] })) {
    throw new Refusal('forbidden', 'Your role does not allow this. Ask an owner or admin.')
  }
  return tx
    .select({ id: user.id, name: user.name, email: user.email, image: user.image })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(
      and(
        sql`not exists (
          select from team_member tm where tm.team_id = ${id} and tm.user_id = ${user.id})`,
        q ? calledLike(q, true) : undefined,
      ),
    )
    .orderBy(sql`lower(${user.name})`, asc(user.id))
    .limit(suggested)
}

const contains = (column: SQLWrapper, q: string) => sql`strpos(lower(${column}), lower(${q})) > 0`

const calledLike = (q: string, byAddress: boolean) =>
  byAddress ? or(contains(user.name, q), contains(user.email, q)) : contains(user.name, q)

/** The rule of the database in words, so that a team's projects are not said to be none where they are not seen. */
const seesProjects = ({ oversees, can }: Scope, { mine }: { mine: boolean }) =>
  (mine || oversees) && can({ project: ['read'] })

/** The row after which the next page begins; undefined on the last. */
function nextOf(rows: { id: string }[]): string | undefined {
  return rows.length > pageSize ? rows[pageSize - 1]?.id : undefined
}
