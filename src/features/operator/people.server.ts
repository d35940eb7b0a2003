import { desc, inArray, type SQL, sql } from 'drizzle-orm'
import { sentenceOf } from '~/audit/sentences'
import { browserInWords } from '~/auth/account/browser-words'
import { isBanned } from '~/auth/banned.server'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { audit } from '~/db/schema'
import { asAuditor } from '~/db/tenant'
import { Refusal } from '~/refusal'

/** Lines of the audit log on a person's page. */
const lines = 20

type Found = {
  id: string
  name: string
  email: string
  username: string | null
  image: string | null
  role: string | null
  verified: boolean
  twoStep: boolean
  banned: boolean | null
  banReason: string | null
  banExpires: string | null
  joinedAt: string
  updatedAt: string
  passkeys: number
  trusted: number
  organizations: { id: string; name: string; slug: string; role: string; suspended: boolean }[]
  sessions: {
    id: string
    userAgent: string | null
    address: string | null
    signedInAt: string
    usedAt: string
    /** The operator who looks through their eyes in it. */
    looks: string | null
  }[]
  accounts: { id: string; provider: string; hasPassword: boolean; linkedAt: string }[]
}

export type PersonPage = Awaited<ReturnType<typeof get>>

/**
 * Somebody and everything the console shows of them; never a token or a hash. Two statements.
 * @throws Refusal not_found
 */
export async function get({ tx }: OperatorScope, { id }: { id: string }) {
  const { rows } = await tx.execute<Found>(sql`
    select u.id, u.name, u.email, u.username, u.image, u.role, u.email_verified as verified,
      coalesce(u.two_factor_enabled, false) as "twoStep", u.banned, u.ban_reason as "banReason",
      to_json(u.ban_expires at time zone 'utc') #>> '{}' as "banExpires",
      to_json(u.created_at at time zone 'utc') #>> '{}' as "joinedAt",
      to_json(u.updated_at at time zone 'utc') #>> '{}' as "updatedAt",
      (select count(*)::int from passkey p where p.user_id = u.id) as passkeys,
      (select count(*)::int from device d where d.user_id = u.id and d.trusted_until > now()) as trusted,
      ${listOf(
        sql`json_build_object('id', o.id, 'name', o.name, 'slug', o.slug, 'role', m.role,
          'suspended', o.suspended_at is not null)`,
        sql`o.name, o.id`,
        sql`member m join organization o on o.id = m.organization_id where m.user_id = u.id`,
      )} as organizations,
      ${listOf(
        sql`json_build_object('id', s.id, 'userAgent', s.user_agent, 'address', nullif(s.ip_address, ''),
          'signedInAt', s.created_at at time zone 'utc', 'usedAt', s.updated_at at time zone 'utc',
          'looks', case when s.impersonated_by is not null then coalesce(b.name, '') end)`,
        sql`s.updated_at desc`,
        sql`session s left join "user" b on b.id = s.impersonated_by
          where s.user_id = u.id and s.expires_at > now() at time zone 'utc'`,
      )} as sessions,
      ${listOf(
        sql`json_build_object('id', a.id, 'provider', a.provider_id, 'hasPassword', a.password is not null,
          'linkedAt', a.created_at at time zone 'utc')`,
        sql`a.created_at`,
        sql`account a where a.user_id = u.id`,
      )} as accounts
    from "user" u where u.id = ${id}`)
  const [found] = rows
  if (!found) throw gone
  const { banned, banReason, banExpires, sessions, ...person } = found
  const until = banExpires === null ? null : new Date(banExpires)
  return {
    ...person,
    ban: isBanned({ banned, banExpires: until }) ? { reason: banReason, until } : null,
    sessions: sessions.map(({ userAgent, ...each }) => ({
      ...each,
      browser: browserInWords(userAgent),
    })),
    lines: await linesAbout(tx, id),
  }
}

export const gone = new Refusal('not_found', 'There is no such account. It may have been deleted.')

/** What they did, and what was done to them, whatever organization it was in; the last first. */
function linesAbout(tx: OperatorScope['tx'], id: string) {
  return asAuditor(tx, async (tx) => {
    const lastBy = (who: SQL) =>
      sql`(select id from audit where ${who} order by id desc limit ${lines})`
    const both = sql`(${lastBy(sql`actor_id = ${id}`)} union ${lastBy(sql`subject_id = ${id}`)})`
    const found = await tx
      .select()
      .from(audit)
      .where(inArray(audit.id, both))
      .orderBy(desc(audit.id))
      .limit(lines)
    return found.map((line) => ({
      id: line.id,
      at: line.at,
      organizationId: line.organizationId,
      sentence: sentenceOf(line),
    }))
  })
}

function listOf(item: SQL, order: SQL, from: SQL): SQL {
  return sql`(select coalesce(json_agg(${item} order by ${order}), '[]') from ${from})`
}
