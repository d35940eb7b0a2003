import { createHash } from 'node:crypto'
import { and, asc, eq, gt, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { audit, auditLink } from '~/db/schema'

/** A chain is named by its organization; null is the one of what belongs to none. */
export type Chain = string | null

/** Where a chain begins and ends. `last` is the number of the last link there is, which should be the head's. */
export type Head = {
  organizationId: Chain
  /** Null for a chain whose head is missing. */
  seq: number | null
  hash: string
  trimmedSeq: number
  trimmedHash: string
  last: number
}

/** A link and its line as the chain knows it; null where the line is missing. */
export type Link = { seq: number; auditId: number; hash: string; text: string | null }

const atOnce = 1_000

/** The head of every chain, or of one: of links without a head too. Read as the role `auditor`. */
export async function headsOf(tx: Transaction, only?: Chain): Promise<Head[]> {
  const { rows } = await tx.execute<Record<keyof Head, string | null>>(sql`
    select coalesce(h.organization_id, l.organization_id) as "organizationId", h.seq, h.hash,
      h.trimmed_seq as "trimmedSeq", h.trimmed_hash as "trimmedHash", coalesce(l.last, 0) as last
    from (select * from audit_head where ${isOf(only, sql`organization_id`)}) h
    full join (select organization_id, max(seq) as last from audit_link
      where ${isOf(only, sql`organization_id`)} group by organization_id) l
    on coalesce(h.organization_id, '') = coalesce(l.organization_id, '')
    order by 1 nulls first`)
  return rows.map((row) => ({
    organizationId: row.organizationId,
    seq: row.seq === null ? null : Number(row.seq),
    hash: row.hash ?? '',
    trimmedSeq: Number(row.trimmedSeq ?? 0),
    trimmedHash: row.trimmedHash ?? '',
    last: Number(row.last),
  }))
}

/** The links of a chain in their order, a thousand at once: those after one number, up to another. */
export async function* linksOf(
  tx: Transaction,
  chain: Chain,
  { after, upTo }: { after: number; upTo: number },
): AsyncGenerator<Link> {
  for (let last = after; last < upTo; ) {
    const links = await tx
      .select({
        seq: auditLink.seq,
        auditId: auditLink.auditId,
        hash: auditLink.hash,
        text: sql<string | null>`case when ${audit.id} is not null then audit_text(${audit}) end`,
      })
      .from(auditLink)
      .leftJoin(audit, eq(audit.id, auditLink.auditId))
      .where(
        and(
          chain === null ? isNull(auditLink.organizationId) : eq(auditLink.organizationId, chain),
          gt(auditLink.seq, last),
          lte(auditLink.seq, upTo),
        ),
      )
      .orderBy(asc(auditLink.seq))
      .limit(atOnce)
    yield* links
    const end = links.at(-1)
    if (!end || links.length < atOnce) return
    last = end.seq
  }
}

/** The hash of the line that comes after the one with the hash before it. */
export const hashOf = (before: string, text: string) =>
  createHash('sha256')
    .update(before + text)
    .digest('hex')

/** Every chain, or one. */
export function isOf(only: Chain | undefined, column: SQL): SQL {
  if (only === undefined) return sql`true`
  return only === null ? sql`${column} is null` : sql`${column} = ${only}`
}
