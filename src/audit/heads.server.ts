import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '~/db/client'
import { asAuditor } from '~/db/tenant'
import { headsOf } from './chain.server'
import type { Finding, Found } from './findings'
import { inSentences } from './verify.server'

/** The heads of all chains at a moment, to be kept where whoever may rewrite the database may not write. */
export const witnessShape = z.object({
  at: z.iso.datetime(),
  heads: z.array(
    z.object({
      organizationId: z.string().nullable(),
      seq: z.int().min(0),
      hash: z.string(),
    }),
  ),
})

export type Witness = z.infer<typeof witnessShape>

/** Today's heads. */
export async function bearWitness(tx: Transaction): Promise<Witness> {
  const heads = await asAuditor(tx, (reading) => headsOf(reading))
  return {
    at: new Date().toISOString(),
    heads: heads.map(({ organizationId, seq, hash }) => ({ organizationId, seq: seq ?? 0, hash })),
  }
}

/**
 * Finds logs that were written anew since their heads were kept, however well their own chain holds: a head of that
 * day is a link still, was trimmed since, or went with its organization.
 */
export async function compare(tx: Transaction, { at, heads }: Witness): Promise<Finding[]> {
  const found = await asAuditor(tx, async (reading) => {
    const today = new Map((await headsOf(reading)).map((head) => [head.organizationId, head]))
    const differing: Found[] = []
    for (const { organizationId, seq, hash } of heads) {
      if (seq === 0) continue
      const now = today.get(organizationId)
      if (!now) {
        if (await wasDeleted(reading, organizationId)) continue
      } else if (seq < now.trimmedSeq) continue
      else if (
        seq === now.trimmedSeq
          ? hash === now.trimmedHash
          : await isLink(reading, { organizationId, seq, hash })
      )
        continue
      const words = now
        ? `the first ${seq} lines are not those of ${at}`
        : `the ${seq} lines of ${at} are gone, and no line says that the organization was deleted`
      differing.push({ organizationId, fault: 'rewritten', line: seq, words })
    }
    return differing
  })
  return inSentences(tx, found)
}

type Kept = Witness['heads'][number]

async function isLink(tx: Transaction, { organizationId, seq, hash }: Kept): Promise<boolean> {
  const of =
    organizationId === null
      ? sql`organization_id is null`
      : sql`organization_id = ${organizationId}`
  const { rowCount } = await tx.execute(
    sql`select from audit_link where ${of} and seq = ${seq} and hash = ${hash}`,
  )
  return rowCount === 1
}

async function wasDeleted(tx: Transaction, organizationId: string | null): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`
    select from audit where organization_id is null and action = 'organization.deleted'
      and details ->> 'organizationId' = ${organizationId} limit 1`)
  return rowCount === 1
}
