import { desc, eq, type SQL, sql } from 'drizzle-orm'
import { sentenceOf } from '~/audit/sentences'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { planById } from '~/billing/catalog'
import { billingNow } from '~/billing/clock.server'
import { grantedName } from '~/billing/grants.server'
import { type Bill, billOf, standingIn } from '~/billing/standing.server'
import { usage } from '~/billing/usage.server'
import { audit } from '~/db/schema'
import { asAuditor, asTenant } from '~/db/tenant'
import { Refusal } from '~/refusal'
import { whySentence } from './inbox-why.server'
import { membersShown } from './organizations'

const linesShown = 20

export type Member = {
  id: string
  userId: string
  name: string
  email: string
  image: string | null
  role: string
  banned: boolean
  joinedAt: string
}

type Row = {
  id: string
  name: string
  slug: string
  logo: string | null
  madeAt: string
  suspendedAt: string | null
  suspendedWhy: string | null
  customer: string | null
  members: number
  bill: Bill
  some: Member[]
}

export type OneOrganization = Awaited<ReturnType<typeof get>>

/**
 * An organization as the console shows it: the first members, owners before others, the plan in force and why, what
 * is used, and the last lines of its audit log. Three statements.
 * @throws Refusal not_found
 */
export async function get(scope: OperatorScope, { organizationId }: { organizationId: string }) {
  const row = await find(scope, organizationId)
  if (!row) throw new Refusal('not_found', 'This organization is not there any more.')
  const organization = { id: row.id }
  const used = await asTenant(scope.tx, { organization }, (tx) => usage({ organization, tx }))
  const { bill, suspendedAt, suspendedWhy, some, ...about } = row
  const standing = standingIn(bill)
  const pastDueSince = bill.account?.pastDueSince ?? null
  const subscribed = standing.subscribed && planById(standing.subscribed)
  const perMember = subscribed ? subscribed.seats === 'per-member' : false
  return {
    ...about,
    suspended: suspendedAt ? { at: suspendedAt, told: suspendedWhy ?? '' } : null,
    some,
    standing,
    why: whySentence({
      standing,
      subscriptionId: null,
      perMember,
      members: row.members,
      pastDueSince,
    }),
    perMember,
    granted: grantIn(bill),
    usage: used,
    lines: await linesOf(scope, row.id),
  }
}

/** The members that may be the next owner: by a part of a name or an address, the longest there first. */
export async function findHeirs(
  { tx }: OperatorScope,
  { organizationId, q }: { organizationId: string; q: string },
): Promise<Member[]> {
  const part = `%${q
    .trim()
    .replace(/\0/g, '')
    .replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await tx.execute<{ some: Member[] }>(
    sql`select ${members(sql`${organizationId}`, sql`(u.name ilike ${part} or u.email ilike ${part})`)} as some`,
  )
  return rows[0]?.some ?? []
}

async function find({ tx }: OperatorScope, id: string): Promise<Row | undefined> {
  const { rows } = await tx.execute<Row>(sql`
    select o.id, o.name, o.slug, o.logo, json_build_object('at', o.created_at at time zone 'utc') ->> 'at' as "madeAt",
      json_build_object('at', o.suspended_at at time zone 'utc') ->> 'at' as "suspendedAt",
      o.suspended_why as "suspendedWhy", o.stripe_customer_id as customer,
      (select count(*)::int from member m where m.organization_id = o.id) as members,
      ${billOf(sql`o.id`)} as bill, ${members(sql`o.id`, sql`true`)} as some
    from organization o where o.id = ${id}`)
  return rows[0]
}

function members(organizationId: SQL, which: SQL): SQL<Member[]> {
  return sql`(select coalesce(json_agg(json_build_object('id', m.id, 'userId', m.user_id, 'name', m.name,
      'email', m.email, 'image', m.image, 'role', m.role, 'banned', m.banned,
      'joinedAt', m.created_at at time zone 'utc') order by m.place), '[]')
    from (select m.id, m.user_id, m.role, m.created_at, u.name, u.email, u.image, coalesce(u.banned, false) as banned,
        row_number() over (order by m.role ~ '(^|,)\\s*owner\\s*(,|$)' desc, m.created_at, m.id) as place
      from member m join "user" u on u.id = m.user_id
      where m.organization_id = ${organizationId} and ${which} order by place limit ${membersShown}) m)`
}

/** What was given by hand, also where it is over or its plan is gone; null where nothing was. */
function grantIn({ account }: Bill) {
  const { grantedPlan: plan, grantedUntil: until } = account ?? {}
  if (!plan || !until) return null
  const ends = new Date(until)
  return {
    name: grantedName(plan),
    until: ends.toISOString(),
    state: ends <= billingNow() ? 'over' : planById(plan) ? 'holds' : 'gone',
  } as const
}

function linesOf({ tx }: OperatorScope, organizationId: string) {
  return asAuditor(tx, async (asked) => {
    const lines = await asked
      .select()
      .from(audit)
      .where(eq(audit.organizationId, organizationId))
      .orderBy(desc(audit.id))
      .limit(linesShown)
    return lines.map((line) => ({ id: line.id, at: line.at, sentence: sentenceOf(line) }))
  })
}
