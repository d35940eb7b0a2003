import { createHash, randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { unitDatabase } from '~/auth/unit.server'
import { verification } from '~/db/schema'

/** Long enough for a mailbox that is read once a day. */
export const hours = 24

const valueShape = z.object({
  userId: z.string(),
  to: z.string(),
  /** Whose answer is waited for: the owner of the address there is, or of the one to be. */
  step: z.enum(['old', 'new']),
  hash: z.string(),
})

/** A change of address under way, as it is kept; one for each person. */
export type Change = Omit<z.infer<typeof valueShape>, 'hash'> & { id: string; expiresAt: Date }

/**
 * Keeps what somebody asked for, in place of what they asked for before.
 * @returns the token of the letter that lets it go on; only its hash is kept
 */
export async function keep({ userId, to, step }: Pick<Change, 'userId' | 'to' | 'step'>) {
  await forget(userId)
  const id = crypto.randomUUID()
  const secret = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + hours * 3_600_000)
  const value = JSON.stringify({ userId, to, step, hash: hashOf(secret) })
  await unitDatabase
    .insert(verification)
    .values({ id, identifier: identifierOf(userId), value, expiresAt })
  // better-auth deletes what has expired: the token itself says when that is, so that used and expired differ.
  return `${id}.${Math.floor(expiresAt.getTime() / 1_000).toString(36)}.${secret}`
}

/** What somebody waits for; undefined where that is nothing. */
export async function pendingOf(userId: string): Promise<Change | undefined> {
  const [row] = await unitDatabase
    .select()
    .from(verification)
    .where(eq(verification.identifier, identifierOf(userId)))
  const change = row && read(row)
  return change && change.expiresAt > new Date() ? change : undefined
}

/** The change a letter's token is for; else what became of it. Uses nothing up. */
export async function look(token: string): Promise<Change | 'expired' | 'used' | 'garbled'> {
  const parts = partsOf(token)
  if (!parts) return 'garbled'
  const { id, end, hash } = parts
  if (end <= Date.now()) return 'expired'
  const [row] = await unitDatabase.select().from(verification).where(eq(verification.id, id))
  if (!row || valueShape.parse(JSON.parse(row.value)).hash !== hash) return 'used'
  return row.expiresAt > new Date() ? read(row) : 'expired'
}

/** Uses a change up: true for one of however many try at once. */
export async function take({ id, userId }: Change): Promise<boolean> {
  const taken = await unitDatabase
    .delete(verification)
    .where(and(eq(verification.id, id), eq(verification.identifier, identifierOf(userId))))
    .returning({ id: verification.id })
  return taken.length > 0
}

/** Nothing is waited for any more. */
export async function forget(userId: string): Promise<void> {
  await unitDatabase.delete(verification).where(eq(verification.identifier, identifierOf(userId)))
}

function read({ id, value, expiresAt }: typeof verification.$inferSelect): Change {
  const { userId, to, step } = valueShape.parse(JSON.parse(value))
  return { id, userId, to, step, expiresAt }
}

function partsOf(token: string) {
  const [, id, end, secret] = /^([\da-f-]{36})\.([\da-z]{6,8})\.([\w-]{43})$/.exec(token) ?? []
  return id && end && secret
    ? { id, end: Number.parseInt(end, 36) * 1_000, hash: hashOf(secret) }
    : undefined
}

const identifierOf = (userId: string) => `email-change-${userId}`

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')
