import { and, asc, desc, eq, exists, gt, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Scope } from '~/auth/session.server'
import { keyset, momentKey, momentOf, type Place } from '~/db/keyset.server'
import { project, team, teamMember, user } from '~/db/schema'
import { everyone, type ProjectOrder, type ProjectsQuery } from './projects'

const places = keyset<ProjectOrder>({
  newest: 'number',
  oldest: 'number',
  name: 'text',
  '-name': 'text',
})

const pageSize = 25

export type ProjectsPage = Awaited<ReturnType<typeof list>>
export type ListedProject = ProjectsPage['projects'][number]

/**
 * One page of the projects the reader sees, in one statement: its rows, how many there are of their kind, how many
 * there are at all, and the places where the pages before and after begin. A place that was forged or has become
 * empty is the first page.
 */
export async function list(scope: Scope, query: ProjectsQuery) {
  const { tx } = scope
  const order = query.sort ?? 'newest'
  const place = places.placeOf(query.page, order)
  const wanted = wantedBy(scope, query)
  const { key, sorting, from } = sortingBy(order, place)

  const counted = tx
    .select({
      matching: sql<number>`count(*) filter (where ${wanted})::int`.as('matching'),
      all: sql<number>`count(*)::int`.as('all'),
    })
    .from(project)
    .as('counted')
  const page = tx
    .select({
      id: project.id,
      name: project.name,
      description: project.description,
      teamId: project.teamId,
      team: sql<string | null>`${team.name}`.as('team'),
      createdBy: sql<string | null>`${user.name}`.as('creator'),
      createdAt: project.createdAt,
      archivedAt: project.archivedAt,
      key: key.as('key'),
      at: sql<number>`row_number() over (order by ${sql.join(sorting, sql`, `)})`.as('at'),
    })
    .from(project)
    .leftJoin(team, eq(team.id, project.teamId))
    .leftJoin(user, eq(user.id, project.createdBy))
    .where(and(wanted, from))
    .orderBy(...sorting)
    .limit(pageSize + 1)
    .as('page')
  const rows = await tx.select().from(counted).leftJoin(page, sql`true`).orderBy(asc(page.at))

  const found = rows.flatMap((row) => (row.page?.id ? [row.page] : []))
  if (found.length === 0 && place) return list(scope, { ...query, page: undefined })
  const { matching, all } = rows[0]?.counted ?? { matching: 0, all: 0 }
  const { shown, ...around } = places.pageOf(found, { order, place, size: pageSize })
  return {
    projects: shown.map(({ at: _at, key: _key, ...project }) => project),
    matching,
    all,
    ...around,
  }
}

/** The teams the person may put a project into: their own, or all of them for whoever oversees. */
export function listTeams(scope: Scope) {
  return scope.tx
    .select({ id: team.id, name: team.name })
    .from(team)
    .where(scope.oversees ? undefined : isIn(scope))
    .orderBy(asc(team.name), asc(team.id))
}

/** Whether the person is in the team of the row. */
export function isIn({ tx, user }: Scope): SQL {
  return exists(
    tx
      .select({ id: teamMember.id })
      .from(teamMember)
      .where(and(eq(teamMember.teamId, team.id), eq(teamMember.userId, user.id))),
  )
}

function wantedBy({ user }: Scope, { q, team, state, mine }: ProjectsQuery) {
  return and(
    state === 'archived' ? isNotNull(project.archivedAt) : isNull(project.archivedAt),
    q ? sql`position(lower(${q}) in lower(${project.name})) > 0` : undefined,
    team === everyone ? isNull(project.teamId) : team ? eq(project.teamId, team) : undefined,
    mine ? eq(project.createdBy, user.id) : undefined,
  )
}

/** How the rows are sorted, and where the page begins. The id decides between equals, so that no row is met twice. */
function sortingBy(order: ProjectOrder, place: Place | undefined) {
  const byName = order === 'name' || order === '-name'
  // As people sort names, upper and lower case together, whatever the database's own order is.
  const rowKey = byName ? sql`${project.name} collate "unicode"` : project.createdAt
  const falling = (order === 'newest' || order === '-name') !== (place?.way === 'before')
  const [direction, beyond] = falling ? [desc, lt] : [asc, gt]
  const value = place && (byName ? sql`${place.key}` : momentOf(place.key))
  return {
    key: byName ? sql<string>`${project.name}` : momentKey(project.createdAt),
    sorting: [direction(rowKey), direction(project.id)],
    from: place && beyond(sql`(${rowKey}, ${project.id})`, sql`(${value}, ${place.id})`),
  }
}
