import { eq, type SQL, sql } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import { beyond, grantsOf, roleNames } from '~/auth/permissions'
import type { Scope } from '~/auth/session.server'
import { keyset, momentKey, type Place, utcMomentOf } from '~/db/keyset.server'
import { member } from '~/db/schema'
import type { MemberOrder, MembersAsked } from './members'

const places = keyset<MemberOrder>({
  joined: 'number',
  '-joined': 'number',
  name: 'text',
  '-name': 'text',
})

const pageSize = 20

type Row = {
  id: string
  userId: string
  name: string
  email: string
  image: string | null
  role: string
  title: string | null
  joinedAt: string
  teams: { id: string; name: string }[]
  /** What the table is sorted by, as the edge of a page keeps it. */
  key: string
}

export type Member = Omit<Row, 'key'>

type Found = {
  members: Row[]
  total: number
  /** Null where nothing is filtered. */
  matching: number | null
  teams: { id: string; name: string }[]
  roles: { role: string; permission: string }[]
}

export type MembersPage = Awaited<ReturnType<typeof list>>

/**
 * A page of the members and what the page around them needs: how many there are and match, the teams (the default
 * one first), and the roles, with whether the reader may hand them out. One statement. A place that was forged or
 * has become empty is the first page.
 */
export async function list(scope: Scope, asked: MembersAsked) {
  const order = asked.sort ?? 'joined'
  const place = places.placeOf(asked.page, order)
  const found = await find(scope, asked, order, place)
  if (found.members.length === 0 && place) return list(scope, { ...asked, page: undefined })

  const { shown, ...around } = places.pageOf(found.members, { order, place, size: pageSize })
  const custom = Object.fromEntries(
    found.roles.map(({ role, permission }) => [role, JSON.parse(permission)]),
  )
  return {
    members: shown.map(({ key: _, ...each }): Member => each),
    total: found.total,
    matching: found.matching ?? found.total,
    teams: found.teams,
    roles: [...roleNames, ...Object.keys(custom)].map((name) => ({
      name,
      offered: beyond(scope.granted, grantsOf(name, custom)).length === 0,
    })),
    ...around,
  }
}

async function find(
  { tx }: Scope,
  asked: MembersAsked,
  order: MemberOrder,
  place: Place | undefined,
): Promise<Found> {
  const { key, rowKey, valueFor, falling } = sortingBy(order, place)
  const way = falling ? sql`desc` : sql`asc`
  const filter = filterOf(asked)
  const from = place
    ? sql`(${rowKey}, m.id) ${falling ? sql`<` : sql`>`} (${valueFor(place.key)}, ${place.id})`
    : sql`true`
  // The policy of "user" is asked for every row that is joined: only where the choice depends on it.
  const searched = asked.q ? joinUser : sql``
  const joined = order.endsWith('name') ? joinUser : searched
  const { rows } = await tx.execute<Found>(sql`
    with page as (
      select m.*, ${key} as key, row_number() over (order by ${rowKey} ${way}, m.id ${way}) as place
      from member m ${joined} where ${filter ?? sql`true`} and ${from}
      order by ${rowKey} ${way}, m.id ${way} limit ${pageSize + 1})
    select (select count(*)::int from member) as total,
      ${filter ? sql`(select count(*)::int from member m ${searched} where ${filter})` : sql`null`} as matching,
      (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by t.created_at, t.id), '[]')
        from team t) as teams,
      (select coalesce(json_agg(json_build_object('role', r.role, 'permission', r.permission) order by r.role), '[]')
        from organization_role r) as roles,
      (select coalesce(json_agg(json_build_object(
          'id', m.id, 'userId', u.id, 'name', u.name, 'email', u.email, 'image', u.image, 'role', m.role,
          'title', m.title, 'joinedAt', m.created_at at time zone 'utc', 'key', m.key,
          'teams', (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name), '[]')
            from team_member tm join team t on t.id = tm.team_id where tm.user_id = m.user_id)) order by m.place), '[]')
        from page m join "user" u on u.id = m.user_id) as members`)
  const [found] = rows
  if (!found) throw new Error('A select without a table gives one row.')
  return found
}

/** Says what one does here oneself; an empty title is none. */
export async function setTitle(scope: Scope, { title }: { title: string }): Promise<void> {
  const { tx, user, member: mine } = scope
  await tx
    .update(member)
    .set({ title: title || null })
    .where(eq(member.userId, user.id))
  await append(scope, 'member.title_changed', { memberId: mine.id, title })
}

const joinUser = sql`join "user" u on u.id = m.user_id`

/** How the rows are sorted. The id decides between equals, so that no row is met twice. */
function sortingBy(order: MemberOrder, place: Place | undefined) {
  const falling = order.startsWith('-') !== (place?.way === 'before')
  if (order.endsWith('name')) {
    // As people sort names, upper and lower case together, whatever the database's own order is.
    const rowKey = sql`u.name collate "unicode"`
    return { falling, rowKey, key: sql`u.name`, valueFor: (value: string) => sql`${value}` }
  }
  return {
    falling,
    rowKey: sql`m.created_at`,
    key: momentKey(sql`m.created_at`),
    valueFor: utcMomentOf,
  }
}

function filterOf({ q, role, team }: MembersAsked): SQL | null {
  const part = q && `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const all = [
    ...(part ? [sql`(u.name ilike ${part} or u.email ilike ${part})`] : []),
    ...(role ? [sql`${role} = any (regexp_split_to_array(m.role, '\\s*,\\s*'))`] : []),
    ...(team
      ? [
          sql`exists (select from team_member tm join team t on t.id = tm.team_id
          where tm.user_id = m.user_id and t.id = ${team})`,
        ]
      : []),
  ]
  return all.length > 0 ? sql.join(all, sql` and `) : null
}
