import { inArray, sql } from 'drizzle-orm'
import type { Transaction } from '~/db/client'
import { organization } from '~/db/schema'
import { asAuditor } from '~/db/tenant'
import { type Chain, type Head, hashOf, headsOf, isOf, type Link, linksOf } from './chain.server'
import { unexplained } from './explained.server'
import type { Fault, Finding, Found, Verification } from './findings'

/**
 * Follows every chain from its beginning to its head, computing each hash anew, and finds the first link of each that
 * does not hold, lines beside the chain, and recorded changes that no line explains. A log in use is true at any
 * moment: what is written meanwhile is left for the next time.
 * @param tx speaks as the application, and writes nothing
 * @param of one organization's log only; null is the log of what belongs to none
 */
export async function verify(
  tx: Transaction,
  of: { organizationId?: Chain } = {},
): Promise<Verification> {
  const { organizationId: only } = of
  const { chains, lines, found } = await asAuditor(tx, async (reading) => {
    const heads = await headsOf(reading, only)
    const broken: Found[] = []
    let counted = 0
    for (const head of heads) {
      const { lines: some, fault } = await follow(reading, head)
      counted += some
      if (fault) broken.push({ organizationId: head.organizationId, ...fault })
    }
    broken.push(...(await beside(reading, only)), ...(await unexplained(reading, only)))
    return { chains: heads.length, lines: counted, found: broken }
  })
  return { chains, lines, findings: await inSentences(tx, found) }
}

type Broken = { fault: Fault; line: number | null; words: string }

/** The first link that does not hold. */
async function follow(
  tx: Transaction,
  { organizationId, seq: end, hash: endHash, trimmedSeq, trimmedHash, last }: Head,
): Promise<{ lines: number; fault?: Broken }> {
  if (end === null) {
    const words = `the head of the chain is missing, which has ${last} lines`
    return { lines: 0, fault: { fault: 'head moved', line: null, words } }
  }
  let [line, hash] = [trimmedSeq, trimmedHash]
  const upTo = Math.max(end, last)
  for await (const link of linksOf(tx, organizationId, { after: trimmedSeq, upTo: end })) {
    const lines = line - trimmedSeq
    if (link.seq !== line + 1 || link.text === null) {
      return {
        lines,
        fault: { fault: 'removed', line: line + 1, words: `line ${line + 1} is missing` },
      }
    }
    if (hashOf(hash, link.text) !== link.hash) {
      return { lines, fault: await nameChange(tx, organizationId, { link, hash, upTo }) }
    }
    line = link.seq
    hash = link.hash
  }
  const lines = line - trimmedSeq
  if (line < end) {
    const words = `the end is cut off: line ${line} is the last, and there were ${end}`
    return { lines, fault: { fault: 'cut off', line: line + 1, words } }
  }
  if (last > end) {
    const words = `the head was moved back to line ${end}, and the last line is ${last}`
    return { lines, fault: { fault: 'head moved', line: end, words } }
  }
  if (hash !== endHash) {
    const words = 'the head was changed: it does not bear the hash of the last line'
    return { lines, fault: { fault: 'head moved', line: end, words } }
  }
  return { lines }
}

/** Whether a line that does not fit stands in another one's place, or says something else than it did. */
async function nameChange(
  tx: Transaction,
  chain: Chain,
  { link, hash, upTo }: { link: Link; hash: string; upTo: number },
): Promise<Broken> {
  for await (const later of linksOf(tx, chain, { after: link.seq, upTo })) {
    if (later.text === null) continue
    // As a whole, or under each other's number.
    const here = [later.text, `[${link.auditId}${later.text.slice(later.text.indexOf(','))}`]
    if (here.some((text) => hashOf(hash, text) === link.hash)) {
      const words = `lines ${link.seq} and ${later.seq} were swapped`
      return { fault: 'swapped', line: link.seq, words }
    }
  }
  return {
    fault: 'edited',
    line: link.seq,
    words: `line ${link.seq} was changed after it was written`,
  }
}

/** Lines that somebody put beside the chain, in one statement: a line and its link come at the same moment. */
async function beside(tx: Transaction, only: Chain | undefined): Promise<Found[]> {
  const { rows } = await tx.execute<{ organizationId: Chain; id: string; count: number }>(sql`
    select organization_id as "organizationId", min(id) as id, count(*)::int as count from audit
    where ${isOf(only, sql`organization_id`)}
      and not exists (select from audit_link where audit_link.audit_id = audit.id)
    group by organization_id`)
  return rows.map(({ organizationId, id, count }) => ({
    organizationId,
    fault: 'inserted',
    line: null,
    words: `${count === 1 ? 'a line was' : `${count} lines were`} put in without a link, the first with the id ${id}`,
  }))
}

/** With the organizations' names, as people know them. */
export async function inSentences(tx: Transaction, found: readonly Found[]): Promise<Finding[]> {
  const ids = [...new Set(found.flatMap(({ organizationId: id }) => id ?? []))]
  const named = ids.length
    ? await tx
        .select({ id: organization.id, name: organization.name })
        .from(organization)
        .where(inArray(organization.id, ids))
    : []
  const nameOf = (id: Chain) =>
    id === null
      ? 'what belongs to no organization'
      : `${named.find((each) => each.id === id)?.name ?? 'an organization that is gone'} (${id})`
  return found.map(({ words, ...finding }) => ({
    ...finding,
    sentence: `In the log of ${nameOf(finding.organizationId)}, ${words}.`,
  }))
}
