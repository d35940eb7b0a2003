import { type SQL, sql } from 'drizzle-orm'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { defaultPlan } from '~/billing/catalog'
import { billingNow } from '~/billing/clock.server'
import { type Bill, billOf, live, standingIn } from '~/billing/standing.server'
import { keyset, momentKey, type Place, utcMomentOf } from '~/db/keyset.server'
import type { OrganizationOrder, OrganizationsSearch } from './organizations'

const places = keyset<OrganizationOrder>({
  made: 'number',
  '-made': 'number',
  members: 'number',
  '-members': 'number',
  name: 'text',
  '-name': 'text',
})

const pageSize = 25

type Row = {
  id: string
  name: string
  slug: string
  logo: string | null
  madeAt: string
  suspended: boolean
  members: number
  bill: Bill
  /** What the list is sorted by, as the edge of a page keeps it. */
  key: string
}

type Found = { organizations: Row[]; total: number; matching: number | null }

export type OrganizationsPage = Awaited<ReturnType<typeof list>>

/**
 * A page of all organizations, each with the plan in force; how many there are and how many match. One statement. A
 * place that was forged or has become empty is the first page.
 */
export async function list(scope: OperatorScope, asked: OrganizationsSearch) {
  const order = asked.sort ?? '-made'
  const place = places.placeOf(asked.page, order)
  const found = await find(scope, asked, order, place)
  if (found.organizations.length === 0 && place) return list(scope, { ...asked, page: undefined })

  const { shown, ...around } = places.pageOf(found.organizations, { order, place, size: pageSize })
  return {
    organizations: shown.map(({ key: _, bill, ...each }) => ({
      ...each,
      standing: standingIn(bill),
    })),
    total: found.total,
    matching: found.matching ?? found.total,
    ...around,
  }
}

async function find(
  { tx }: OperatorScope,
  asked: OrganizationsSearch,
  order: OrganizationOrder,
  place: Place | undefined,
): Promise<Found> {
  const { key, rowKey, valueFor, falling } = sortingBy(order, place)
  const way = falling ? sql`desc` : sql`asc`
  const filter = filterOf(asked)
  const from = place
    ? sql`(${rowKey}, o.id) ${falling ? sql`<` : sql`>`} (${valueFor(place.key)}, ${place.id})`
    : sql`true`
  // Counted for all of them only where that is what they are sorted by.
  const counted = order.endsWith('members')
    ? sql`left join (select organization_id, count(*)::int as members from member group by 1) n
        on n.organization_id = o.id`
    : sql``
  const { rows } = await tx.execute<Found>(sql`
    with page as (
      select o.*, ${key} as key, row_number() over (order by ${rowKey} ${way}, o.id ${way}) as place
      from organization o ${counted} where ${filter ?? sql`true`} and ${from}
      order by ${rowKey} ${way}, o.id ${way} limit ${pageSize + 1})
    select (select count(*)::int from organization) as total,
      ${filter ? sql`(select count(*)::int from organization o where ${filter})` : sql`null`} as matching,
      (select coalesce(json_agg(json_build_object(
          'id', o.id, 'name', o.name, 'slug', o.slug, 'logo', o.logo, 'madeAt', o.created_at at time zone 'utc',
          'suspended', o.suspended_at is not null, 'key', o.key,
          'members', (select count(*)::int from member m where m.organization_id = o.id),
          'bill', ${billOf(sql`o.id`)}) order by o.place), '[]') from page o) as organizations`)
  const [found] = rows
  if (!found) throw new Error('A select without a table gives one row.')
  return found
}

/** How the rows are sorted. The id decides between equals, so that no row is met twice. */
function sortingBy(order: OrganizationOrder, place: Place | undefined) {
  const falling = order.startsWith('-') !== (place?.way === 'before')
  if (order.endsWith('name')) {
    // As people sort names, upper and lower case together, whatever the database's own order is.
    const rowKey = sql`o.name collate "unicode"`
    return { falling, rowKey, key: sql`o.name`, valueFor: (value: string) => sql`${value}` }
  }
  if (order.endsWith('members')) {
    const rowKey = sql`coalesce(n.members, 0)`
    return {
      falling,
      rowKey,
      key: sql`coalesce(n.members, 0)::text`,
      valueFor: (value: string) => sql`${value}::bigint`,
    }
  }
  return {
    falling,
    rowKey: sql`o.created_at`,
    key: momentKey(sql`o.created_at`),
    valueFor: utcMomentOf,
  }
}

function filterOf({ q, plan, status, only }: OrganizationsSearch): SQL | null {
  const subscribed = (which: SQL) => sql`exists (select from subscription s
    where s.reference_id = o.id and s.status in ${live} and ${which})`
  const nothing = sql`not ${subscribed(sql`true`)}`
  const all = [
    ...(q ? [searchFor(q)] : []),
    ...(plan ? [plan === defaultPlan.id ? nothing : subscribed(sql`s.plan = ${plan}`)] : []),
    ...(status ? [status === 'none' ? nothing : subscribed(sql`s.status = ${status}`)] : []),
    ...(only === 'suspended' ? [sql`o.suspended_at is not null`] : []),
    ...(only === 'granted'
      ? [
          sql`exists (select from billing_account a where a.organization_id = o.id
            and a.granted_until > ${billingNow().toISOString()}::timestamptz)`,
        ]
      : []),
  ]
  return all.length > 0 ? sql.join(all, sql` and `) : null
}

/** An address of e-mail is looked for among the owners, from its beginning; everything else in names and addresses. */
function searchFor(q: string): SQL {
  const escaped = q.replace(/[\\%_]/g, '\\$&')
  const part = `%${escaped}%`
  const named = sql`o.name ilike ${part} or o.slug ilike ${part} or o.id = ${q}`
  if (!q.includes('@')) return sql`(${named})`
  return sql`(${named} or o.id in (select m.organization_id from member m join "user" u on u.id = m.user_id
    where u.email like ${`${escaped.toLowerCase()}%`} and m.role ~ '(^|,)\\s*owner\\s*(,|$)'))`
}
