import { and, eq } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import { tellOwner } from '~/auth/account/notices.server'
import { auth } from '~/auth/auth.server'
import { closeLetters } from '~/auth/operator/admin-act.server'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { endTrust } from '~/auth/second-step/trusted-devices.server'
import { session, twoFactor, user } from '~/db/schema'
import { Refusal } from '~/refusal'
import type { PersonLetter } from './people'
import { gone } from './people.server'

/*
 * What operators do to accounts and better-auth has no endpoint for. Each takes the account's row: of two operators at
 * once the second finds what the first did.
 */

type Asked = { id: string; reason: string }

/**
 * Takes an address for theirs, without a letter.
 * @throws Refusal not_found, conflict
 */
export async function verify(scope: OperatorScope, { id, reason }: Asked): Promise<void> {
  const person = await take(scope, id)
  if (person.emailVerified) {
    throw new Refusal('conflict', `The address of ${person.name} is confirmed already.`)
  }
  await scope.tx.update(user).set({ emailVerified: true }).where(eq(user.id, id))
  await append(scope, 'user.verified', { userId: id, name: person.name, reason })
}

/**
 * Sends somebody a letter with a link anew: to choose a password, to confirm the address, or to sign in.
 * @throws Refusal not_found, conflict
 */
export async function sendLetter(
  scope: OperatorScope,
  { id, reason, letter }: Asked & { letter: PersonLetter },
): Promise<void> {
  const { email, name, emailVerified } = await take(scope, id)
  if (letter === 'verify' && emailVerified) {
    throw new Refusal('conflict', `The address of ${name} is confirmed already.`)
  }
  await posted[letter](email)
  await append(scope, 'user.letter_sent', { userId: id, name, reason, letter })
}

const posted: Record<PersonLetter, (email: string) => Promise<unknown>> = {
  reset: (email) => auth.api.requestPasswordReset({ body: { email } }),
  verify: (email) => auth.api.sendVerificationEmail({ body: { email } }),
  'magic-link': (email) => auth.api.signInMagicLink({ body: { email }, headers: new Headers() }),
}

/**
 * Takes a lost second step away, and with it the trust in devices. The reason says how the operator knows whom they
 * spoke to. The person gets a letter.
 * @throws Refusal not_found, conflict
 */
export async function endSecondStep(scope: OperatorScope, { id, reason }: Asked): Promise<void> {
  const person = await take(scope, id)
  if (id === scope.user.id) {
    throw new Refusal('conflict', 'You turn off your own second step in your account.')
  }
  if (!person.twoFactorEnabled) {
    throw new Refusal('conflict', `${person.name} has no second step any more.`)
  }
  await scope.tx.delete(twoFactor).where(eq(twoFactor.userId, id))
  await scope.tx.update(user).set({ twoFactorEnabled: false }).where(eq(user.id, id))
  await endTrust(id)
  await closeLetters(id)
  await tellOwner(person, 'two-step-off')
  await append(scope, 'user.two_step_removed', { userId: id, name: person.name, reason })
}

/**
 * Ends one session of somebody, at once.
 * @throws Refusal not_found when it has ended already
 */
export async function endSession(
  scope: OperatorScope,
  { id, reason, session: sessionId }: Asked & { session: string },
): Promise<void> {
  const { name } = await take(scope, id)
  const ended = await scope.tx
    .delete(session)
    .where(and(eq(session.id, sessionId), eq(session.userId, id)))
    .returning({ id: session.id })
  if (ended.length === 0) throw new Refusal('not_found', 'This session has ended already.')
  await append(scope, 'user.session_ended', { userId: id, name, reason })
}

async function take({ tx }: OperatorScope, id: string) {
  const [found] = await tx.select().from(user).where(eq(user.id, id)).for('no key update')
  if (!found) throw gone
  return found
}
