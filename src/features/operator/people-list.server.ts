import { type SQL, sql } from 'drizzle-orm'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { keyset, momentKey, type Place, utcMomentOf } from '~/db/keyset.server'
import { mostCounted, type PeopleOrder, type PeopleSearch } from './people'

const places = keyset<PeopleOrder>({
  joined: 'number',
  '-joined': 'number',
  seen: 'number',
  '-seen': 'number',
  name: 'text',
  '-name': 'text',
})

const pageSize = 25

type Row = {
  id: string
  name: string
  email: string
  username: string | null
  image: string | null
  role: string | null
  banned: boolean
  verified: boolean
  twoStep: boolean
  organizations: number
  joinedAt: string
  /** When a browser of theirs was last used, to a quarter of an hour; null for never. */
  seenAt: string | null
  /** What the list is sorted by, as the edge of a page keeps it. */
  key: string
}

type Found = { people: Row[]; total: number; matching: number | null }

export type ListedPerson = Omit<Row, 'key'>
export type PeoplePage = Awaited<ReturnType<typeof list>>

/**
 * A page of everybody who has an account; how many there are and how many match, counted no further than
 * `mostCounted`. One statement. A place that was forged or has become empty is the first page.
 */
export async function list(scope: OperatorScope, asked: PeopleSearch) {
  const order = asked.sort ?? '-joined'
  const place = places.placeOf(asked.page, order)
  const found = await find(scope, asked, order, place)
  if (found.people.length === 0 && place) return list(scope, { ...asked, page: undefined })

  const { shown, ...around } = places.pageOf(found.people, { order, place, size: pageSize })
  return {
    people: shown.map(({ key: _, ...each }): ListedPerson => each),
    total: found.total,
    matching: found.matching ?? found.total,
    ...around,
  }
}

async function find(
  { tx }: OperatorScope,
  asked: PeopleSearch,
  order: PeopleOrder,
  place: Place | undefined,
): Promise<Found> {
  const { key, rowKey, valueFor, falling } = sortingBy(order, place)
  const way = falling ? sql`desc` : sql`asc`
  const filter = filterOf(asked)
  const from = place
    ? sql`(${rowKey}, u.id) ${falling ? sql`<` : sql`>`} (${valueFor(place.key)}, ${place.id})`
    : sql`true`
  // Asked about everybody only where that is what they are sorted by.
  const seen = order.endsWith('seen') ? joinSeen : sql``
  const counted = (where: SQL) =>
    sql`(select count(*)::int from (select from "user" u where ${where} limit ${mostCounted + 1}) counted)`
  const { rows } = await tx.execute<Found>(sql`
    with page as (
      select id, key, row_number() over (order by sorted ${way}, id ${way}) as place from (
        select u.id, ${rowKey} as sorted, ${key} as key
        from "user" u ${seen} where ${filter ?? sql`true`} and ${from}
        order by ${rowKey} ${way}, u.id ${way} limit ${pageSize + 1}) edge)
    select ${counted(sql`true`)} as total, ${filter ? counted(filter) : sql`null`} as matching,
      (select coalesce(json_agg(json_build_object(
          'id', u.id, 'name', u.name, 'email', u.email, 'username', u.username, 'image', u.image, 'role', u.role,
          'banned', ${isBanned}, 'verified', u.email_verified, 'twoStep', coalesce(u.two_factor_enabled, false),
          'joinedAt', u.created_at at time zone 'utc', 'key', page.key,
          'organizations', (select count(*)::int from member m where m.user_id = u.id),
          'seenAt', greatest(
            (select max(s.updated_at) at time zone 'utc' from session s
              where s.user_id = u.id and s.impersonated_by is null),
            (select max(d.last_seen_at) from device d where d.user_id = u.id))) order by page.place), '[]')
        from page join "user" u on u.id = page.id) as people`)
  const [found] = rows
  if (!found) throw new Error('A select without a table gives one row.')
  return found
}

const isBanned = sql`(coalesce(u.banned, false) and (u.ban_expires is null or u.ban_expires > now() at time zone 'utc'))`

/** When everybody was seen last, where the list is sorted by it. */
const joinSeen = sql`
  left join (select user_id, max(updated_at) as at from session where impersonated_by is null group by user_id)
    used on used.user_id = u.id
  left join (select user_id, max(last_seen_at) at time zone 'utc' as at from device group by user_id)
    signed on signed.user_id = u.id`

const lastSeen = sql`coalesce(greatest(used.at, signed.at), 'epoch')`

/** How the rows are sorted. The id decides between equals, so that no row is met twice. */
function sortingBy(order: PeopleOrder, place: Place | undefined) {
  const falling = order.startsWith('-') !== (place?.way === 'before')
  if (order.endsWith('name')) {
    // As people sort names, upper and lower case together, whatever the database's own order is.
    const rowKey = sql`u.name collate "unicode"`
    return { falling, rowKey, key: sql`u.name`, valueFor: (value: string) => sql`${value}` }
  }
  const rowKey = order.endsWith('seen') ? lastSeen : sql`u.created_at`
  return {
    falling,
    rowKey,
    key: momentKey(rowKey),
    valueFor: utcMomentOf,
  }
}

function filterOf({ q, role, banned, verified, twoStep, from, to }: PeopleSearch): SQL | null {
  const all = [
    ...(q ? [searchFor(q)] : []),
    ...(role ? [ofRole(role)] : []),
    ...(banned === undefined ? [] : [banned ? isBanned : sql`not ${isBanned}`]),
    ...(verified === undefined ? [] : [sql`u.email_verified = ${verified}`]),
    ...(twoStep === undefined ? [] : [sql`coalesce(u.two_factor_enabled, false) = ${twoStep}`]),
    ...(from ? [sql`u.created_at >= ${from}::date`] : []),
    ...(to ? [sql`u.created_at < ${to}::date + 1`] : []),
  ]
  return all.length > 0 ? sql.join(all, sql` and `) : null
}

/** What parts words in names and addresses. None of it is looked for, so none of it is wild. */
const parting = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'

/** As the index `user_words` has it: every word of a name, an address and a username. */
const wordsOf = sql.raw(`to_tsvector('simple', translate(
  u.name || ' ' || u.email || ' ' || coalesce(u.username, ''),
  '${parting.replaceAll("'", "''")}', repeat(' ', ${parting.length})))`)

/** Few have another than the first, and an index of their own, whose condition has to stand here. */
const ofRole = (role: string) =>
  role === 'user'
    ? sql`coalesce(u.role, 'user') = 'user'`
    : sql`u.role = ${role} and u.role <> 'user'`

/** Everybody with words that begin with each of those that are looked for, or of whom it is the id. */
function searchFor(q: string): SQL {
  const words = q.split(/[!-/:-@[-`{-~\s]+/).filter(Boolean)
  if (words.length === 0) return sql`false`
  const beginnings = words.map((word) => `${word}:*`).join(' & ')
  return sql`(${wordsOf} @@ to_tsquery('simple', ${beginnings}) or u.id = ${q})`
}
