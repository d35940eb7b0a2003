import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt } from 'drizzle-orm'
import { z } from 'zod'
import { unitDatabase } from '~/auth/unit.server'
import { verification } from '~/db/schema'

/** Long enough for somebody who reads letters once a week. */
const days = 8

const claimShape = z.object({
  userId: z.string(),
  /** Where the letter went: an address the account had before, perhaps. */
  email: z.string(),
  undo: z
    .object({
      email: z.string().optional(),
      passkeyId: z.string().optional(),
      accountId: z.string().optional(),
      secondStep: z.literal(true).optional(),
    })
    .optional(),
})

export type Claim = z.infer<typeof claimShape>

/** Keeps what the reader of a letter may undo by saying that it was not them. */
export async function rememberClaim(claim: Claim): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + days * 86_400_000)
  await unitDatabase.insert(verification).values({
    id: crypto.randomUUID(),
    identifier: identifierOf(token),
    value: JSON.stringify(claim),
    expiresAt,
  })
  return token
}

/** What the token stands for, once: it is used up. None where it is unknown, used or too old. */
export async function takeClaim(token: string): Promise<Claim | undefined> {
  const [taken] = await unitDatabase
    .delete(verification)
    .where(
      and(eq(verification.identifier, identifierOf(token)), gt(verification.expiresAt, new Date())),
    )
    .returning({ value: verification.value })
  return taken && claimShape.parse(JSON.parse(taken.value))
}

/** A stolen backup says nothing for anybody. */
const identifierOf = (token: string) => `not-me-${createHash('sha256').update(token).digest('hex')}`
