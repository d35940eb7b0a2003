import { sql } from 'drizzle-orm'
import type { Scope } from '~/auth/session.server'

/** More than can be open at once; of expired ones the latest. */
const shown = 200

export type OpenInvitation = {
  id: string
  email: string
  role: string
  teams: { id: string; name: string }[]
  inviter: string
  /** The inviter has left: nobody can accept on their word any more. */
  orphaned: boolean
  expired: boolean
  sentAt: string
  expiresAt: string
}

export type JoinLink = {
  id: string
  role: string
  team: string | null
  uses: number
  maxUses: number
  expired: boolean
  expiresAt: string
  createdBy: string | null
}

export type EmailDomain = {
  id: string
  domain: string
  verified: boolean
  /** A code has been sent and still counts. */
  waiting: boolean
}

type WaysIn = {
  invitations: OpenInvitation[]
  expired: number
  links: JoinLink[]
  domains: EmailDomain[]
}

/** Everything by which somebody may still become a member: open invitations, links, e-mail domains. One statement. */
export async function list({ tx }: Scope): Promise<WaysIn> {
  const now = sql`(now() at time zone 'utc')`
  const { rows } = await tx.execute<WaysIn>(sql`
    select
      (select count(*)::int from invitation where status = 'pending' and expires_at <= ${now}) as expired,
      (select coalesce(json_agg(json_build_object(
          'id', i.id, 'email', i.email, 'role', coalesce(i.role, 'member'), 'inviter', coalesce(u.name, ''),
          'orphaned', u.id is null, 'expired', i.expires_at <= ${now},
          'sentAt', i.created_at at time zone 'utc', 'expiresAt', i.expires_at at time zone 'utc',
          'teams', (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name), '[]')
            from team t where t.id = any (string_to_array(i.team_id, ','))))
          order by i.created_at desc, i.id), '[]')
        from (select * from invitation where status = 'pending'
          order by expires_at > ${now} desc, created_at desc limit ${shown}) i
        left join "user" u on u.id = i.inviter_id) as invitations,
      (select coalesce(json_agg(json_build_object(
          'id', l.id, 'role', l.role, 'team', t.name, 'uses', l.uses, 'maxUses', l.max_uses,
          'expired', l.expires_at <= now(), 'expiresAt', l.expires_at, 'createdBy', u.name)
          order by l.created_at desc), '[]')
        from join_link l left join team t on t.id = l.team_id left join "user" u on u.id = l.created_by) as links,
      (select coalesce(json_agg(json_build_object(
          'id', d.id, 'domain', d.domain, 'verified', d.verified,
          'waiting', not d.verified and d.code_expires_at > now() and d.attempts < 5) order by d.domain), '[]')
        from email_domain d) as domains`)
  return rows[0] ?? { invitations: [], expired: 0, links: [], domains: [] }
}
