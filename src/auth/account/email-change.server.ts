import { eq } from 'drizzle-orm'
import { consume } from '~/auth/limits.server'
import { findSession } from '~/auth/session.server'
import { page } from '~/auth/sign-in/own-pages.server'
import { asUnit, unitDatabase, unitUnderWay } from '~/auth/unit.server'
import { user, verification } from '~/db/schema'
import { isDuplicate } from '~/db/violations'
import { send } from '~/email/send.server'
import { Refusal } from '~/refusal'
import { accountOf, writeOnAccount } from './account-lines.server'
import { tellBothAddresses } from './account-notices.server'
import * as changes from './email-change-token.server'

/*
 * Another address for an account, confirmed from both: first from the one there is, so that whoever sits down at an
 * open browser takes nothing away; then from the new one. better-auth's own endpoint for it is closed: its tokens can
 * be used again for as long as they last (also when the old address has become somebody else's), sign in whoever holds
 * one, past the second step, and a letter that does not come tells which addresses have an account.
 */

/** Requests of one account; seconds. Each sends a letter. */
const often = { window: 3_600, max: 5 }

type Me = { user: { id: string; email: string; emailVerified: boolean } }

/** What becomes of a letter's link, and for whom. */
export type ChangeState =
  | { state: 'expired' | 'used' | 'garbled' }
  /** Somebody else is signed in here. */
  | { state: 'foreign'; reader: string }
  | { state: 'open'; step: 'old' | 'new'; to: string }

/** The address of the account, and the one it is to have. */
export async function get({ user: me }: Me) {
  const pending = await changes.pendingOf(me.id)
  return {
    email: me.email,
    pending: pending ? { to: pending.to, step: pending.step } : null,
  }
}

/**
 * Asks for another address, in place of one asked for before. Answers the same, with one letter, whether or not the
 * new address has an account.
 * @throws Refusal conflict, unavailable
 */
export async function request({ user: me }: Me, { email: to }: { email: string }): Promise<void> {
  if (to === me.email) {
    const sentence = 'This is the address you have now.'
    throw new Refusal('conflict', sentence, { email: sentence })
  }
  const { allowed } = await consume(`email-change|${me.id}`, often)
  if (!allowed) {
    throw new Refusal('unavailable', 'That was often for one hour. Look for our letters first.')
  }
  await asUnit(async () => {
    // An address that was never confirmed may be a slip: nobody would read what is sent there.
    if (!me.emailVerified) return askNew(me.id, to)
    const { name } = await find(me.id)
    const token = await changes.keep({ userId: me.id, to, step: 'old' })
    const url = page('/change-email', { token })
    await send(
      { letter: 'change-email', to: me.email, props: { name, newAddress: to, url } },
      { tx: unitUnderWay() },
    )
  })
}

/** The person has thought better of it. */
export function cancel({ user: me }: Me): Promise<void> {
  return changes.forget(me.id)
}

/** Tells what a letter's link is worth. Uses nothing up. */
export async function lookAt(token: string): Promise<ChangeState> {
  const change = await changes.look(token)
  if (typeof change === 'string') return { state: change }
  const reader = (await findSession())?.user
  if (reader && reader.id !== change.userId) return { state: 'foreign', reader: reader.email }
  return { state: 'open', step: change.step, to: change.to }
}

/**
 * The press of the button behind a letter's link, once: the old address lets the new one be asked, the new one
 * becomes the account's. Nobody is signed in by it, and no session ends.
 * @throws Refusal invalid, forbidden, conflict
 */
export async function confirm(token: string): Promise<{ step: 'old' | 'new'; to: string }> {
  const change = await opened(token)
  const { step, to, userId } = change
  await asUnit(async () => {
    if (!(await changes.take(change))) throw new Refusal('invalid', closed.used)
    if (step === 'old') await askNew(userId, to)
    else await become(userId, to)
  })
  return { step, to }
}

/**
 * "I did not ask for this": whoever got one of the letters ends the change.
 * @throws Refusal invalid, forbidden
 */
export async function stop(token: string): Promise<void> {
  await changes.take(await opened(token))
}

async function opened(token: string): Promise<changes.Change> {
  const change = await changes.look(token)
  if (typeof change === 'string') throw new Refusal('invalid', closed[change])
  const reader = (await findSession())?.user
  if (reader && reader.id !== change.userId) {
    throw new Refusal('forbidden', 'This link belongs to another account than the one signed in.')
  }
  return change
}

/** A letter to the new address: to its owner if it has an account, and then nobody can go on. */
async function askNew(userId: string, to: string): Promise<void> {
  const token = await changes.keep({ userId, to, step: 'new' })
  const [owner] = await unitDatabase
    .select({ name: user.name })
    .from(user)
    .where(eq(user.email, to))
  await send(
    owner
      ? { letter: 'address-taken', to, props: { name: owner.name, url: page('/sign-in') } }
      : { letter: 'new-address', to, props: { url: page('/change-email', { token }) } },
    { tx: unitUnderWay() },
  )
}

async function become(userId: string, to: string): Promise<void> {
  const before = await find(userId)
  try {
    await unitDatabase
      .update(user)
      .set({ email: to, emailVerified: true })
      .where(eq(user.id, userId))
  } catch (error) {
    if (!isDuplicate(error)) throw error
    throw new Refusal('conflict', 'Meanwhile another account has this address.')
  }
  await closeOldLetters(userId)
  const person = { id: userId, name: before.name }
  await writeOnAccount({ user: person }, 'account.email_changed', accountOf(person))
  await tellBothAddresses({ ...person, email: to }, before.email)
}

/** What was sent to the old address, to choose a new password for instance, opens nothing any more. */
async function closeOldLetters(userId: string): Promise<void> {
  await unitDatabase.delete(verification).where(eq(verification.value, userId))
}

async function find(userId: string): Promise<{ name: string; email: string }> {
  const [found] = await unitDatabase
    .select({ name: user.name, email: user.email })
    .from(user)
    .where(eq(user.id, userId))
    .for('no key update')
  if (!found) throw new Refusal('not_found', 'This account was deleted meanwhile.')
  return found
}

const closed = {
  expired: 'This link has expired. Ask for the change again in your profile.',
  used: 'This link was used already, or the change was called back. Look in your profile.',
  garbled: 'This link was not copied whole. Open it from the letter once more.',
}
