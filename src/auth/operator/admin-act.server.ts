import type { GenericEndpointContext } from 'better-auth'
import { eq } from 'drizzle-orm'
import type { z } from 'zod/mini'
import type { Action, Actions } from '~/audit/actions'
import { unitDatabase } from '~/auth/unit.server'
import { type user, verification } from '~/db/schema'
import { Refusal } from '~/refusal'
import type { OperatorPermission } from './operator-permissions'

/** An account as it was before the act. */
export type Person = typeof user.$inferSelect

export type Fields = Record<string, unknown>

/** What better-auth is asked to do, by whom, and why. */
export type Asked = {
  body: Fields
  reason: string
  /** The id of whoever acts. */
  operator: string
  /** Absent where the account is only made. */
  person?: Person
  context: GenericEndpointContext
}

/** The same afterwards, with what better-auth answered. */
export type Done = Asked & { returned: Fields }

export type Line = { [Key in Action]: { action: Key; details: Actions[Key] } }[Action]

/** One of better-auth's endpoints for operators: who may, and what the product asks and does besides. */
export type Act = {
  needs: OperatorPermission
  /** It asks for a reason. */
  changes?: true
  /** There is no account yet. */
  makes?: true
  /** It may unmake an operator, or make one. */
  unmakes?: true
  /** Refuses, and gives what better-auth is told besides what it was sent. */
  before?: (asked: Asked) => Fields | undefined | Promise<Fields | undefined>
  after?: (done: Done) => Promise<void>
  line?: (done: Done) => Line
}

/** Whose account it is, for the line. */
export function about({ person, returned }: Done) {
  const made = fields(returned.user)
  return person
    ? { userId: person.id, name: person.name }
    : { userId: String(made.id), name: String(made.name) }
}

/** @throws Refusal conflict */
export function notTheirOwn({ operator, person }: Asked, instead: string): void {
  if (person?.id === operator) throw new Refusal('conflict', instead)
}

/**
 * The fields of a body that the product lets through, as their shape leaves them.
 * @throws Refusal invalid for any other, and for what is wrong in them
 */
export function shaped<Schema extends z.ZodMiniType>(schema: Schema, given: Fields) {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const { issues } = result.error
  const all = Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]))
  throw new Refusal('invalid', issues[0]?.message ?? 'This was not understood.', all)
}

/** What was mailed to somebody before, to choose a password for instance, opens nothing any more. */
export async function closeLetters(userId: string): Promise<void> {
  await unitDatabase.delete(verification).where(eq(verification.value, userId))
}

export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
