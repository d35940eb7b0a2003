import { randomInt, timingSafeEqual } from 'node:crypto'
import { and, count, eq, gt, lt, sql } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import { consume } from '~/auth/limits.server'
import { hashOf } from '~/auth/organizations/joining.server'
import type { Scope as TenantScope } from '~/auth/session.server'
import { emailDomain } from '~/db/schema'
import { withTenant } from '~/db/tenant'
import { isDuplicate } from '~/db/violations'
import { send } from '~/email/send.server'
import { env } from '~/env.server'
import { Refusal } from '~/refusal'

type Scope = Omit<TenantScope, 'tx'>

const minutes = 60_000
const mostAttempts = 5
const mostDomains = 10

/** Bound to its row, so that equal codes have different hashes. */
const hashOfCode = (id: string, code: string) => hashOf(`${id}:${code}`)

/**
 * Writes a code to a domain's keeper; whoever knows it within half an hour has shown that the domain is theirs. Asked
 * again, it writes a new one.
 * @throws Refusal conflict when it is shown already; limit_reached; unavailable after five letters a day
 */
export async function add(scope: Scope, { domain, mailbox }: { domain: string; mailbox: string }) {
  const { organization, user } = scope
  const about = `domain letters of ${organization.id}`
  const allowed = [
    await consume(`${about} to ${domain}`, { window: 86_400, max: 5 }),
    await consume(about, { window: 3_600, max: 10 }),
  ]
  if (allowed.some((each) => !each.allowed)) {
    throw new Refusal('unavailable', 'That was a little too often. Try again tomorrow.')
  }
  return withTenant(scope, async (tx) => {
    const [known] = await tx.select().from(emailDomain).where(eq(emailDomain.domain, domain))
    if (known?.verified) throw new Refusal('conflict', 'This domain is yours already.')
    const [all] = await tx.select({ n: count() }).from(emailDomain)
    if (!known && (all?.n ?? 0) >= mostDomains) {
      throw new Refusal(
        'limit_reached',
        `There is room for ${mostDomains} domains. Remove one first.`,
      )
    }
    const id = known?.id ?? crypto.randomUUID()
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const fresh = {
      codeHash: hashOfCode(id, code),
      codeExpiresAt: new Date(Date.now() + 30 * minutes),
      attempts: 0,
    }
    await tx
      .insert(emailDomain)
      .values({ id, organizationId: organization.id, domain, ...fresh })
      .onConflictDoUpdate({ target: emailDomain.id, set: fresh })
    if (!known) await append({ ...scope, tx }, 'email_domain.added', { domain })
    await send(
      {
        letter: 'domain-code',
        to: `${mailbox}@${domain}`,
        props: {
          organization: organization.name,
          person: user.name,
          domain,
          code,
          url: `${env.APP_URL}/app/${organization.slug}/members`,
        },
      },
      { tx },
    )
    return { id, to: `${mailbox}@${domain}` }
  })
}

/**
 * Takes the code from the letter. A wrong one counts, also when many come at once: after five, a new letter is needed.
 * @throws Refusal invalid; conflict when another organization has shown that the domain is its own
 */
export async function verify(scope: Scope, { id, code }: { id: string; code: string }) {
  const tried = await withTenant(scope, (tx) => attempt(tx, id))
  if (!tried?.codeHash) {
    throw new Refusal('invalid', 'This code does not count any more. Ask for a new letter.')
  }
  if (!timingSafeEqual(Buffer.from(tried.codeHash), Buffer.from(hashOfCode(id, code)))) {
    const sentence = 'This is not the code in the letter.'
    throw new Refusal('invalid', sentence, { code: sentence })
  }
  const { domain } = tried
  await withTenant(scope, async (tx) => {
    await tx
      .update(emailDomain)
      .set({ verified: true, codeHash: null, codeExpiresAt: null })
      .where(eq(emailDomain.id, id))
    await append({ ...scope, tx }, 'email_domain.verified', { domain })
  }).catch((error) => (isDuplicate(error) ? taken() : Promise.reject(error)))
}

/** Ends joining by a domain; who came by it stays. Refuses not_found. */
export async function remove(scope: TenantScope, { id }: { id: string }): Promise<void> {
  const [gone] = await scope.tx
    .delete(emailDomain)
    .where(eq(emailDomain.id, id))
    .returning({ domain: emailDomain.domain })
  if (!gone) throw new Refusal('not_found', 'This domain is not there any more.')
  await append(scope, 'email_domain.removed', gone)
}

/** Counts before it looks, and is kept whatever comes of it. */
async function attempt(tx: TenantScope['tx'], id: string) {
  const [row] = await tx
    .update(emailDomain)
    .set({ attempts: sql`${emailDomain.attempts} + 1` })
    .where(
      and(
        eq(emailDomain.id, id),
        eq(emailDomain.verified, false),
        lt(emailDomain.attempts, mostAttempts),
        gt(emailDomain.codeExpiresAt, new Date()),
      ),
    )
    .returning({ domain: emailDomain.domain, codeHash: emailDomain.codeHash })
  return row
}

function taken(): never {
  throw new Refusal(
    'conflict',
    'This domain is in use by another organization already. Write to us if it is yours.',
  )
}
