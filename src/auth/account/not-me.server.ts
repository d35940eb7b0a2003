import { and, eq } from 'drizzle-orm'
import { auth } from '~/auth/auth.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import { account, device, passkey, session, twoFactor, user, verification } from '~/db/schema'
import { isDuplicate } from '~/db/violations'
import { Refusal } from '~/refusal'
import { accountOf, writeOnAccount } from './account-lines.server'
import { type Claim, takeClaim } from './not-me-token.server'

/**
 * "It was not me": ends every session and every trusted device of the account, takes its password away, undoes what
 * the letter told of, and sends a letter to choose a new password. The token works once, for eight days.
 * @returns where that letter went
 * @throws Refusal invalid for a token that is unknown, used or too old
 */
export async function disown(token: string): Promise<{ email: string }> {
  return asUnit(async (tx) => {
    const claim = await takeClaim(token)
    if (!claim) throw new Refusal('invalid', spent)
    const { userId, undo } = claim
    await tx.delete(session).where(eq(session.userId, userId))
    await tx.delete(device).where(eq(device.userId, userId))
    // better-auth keeps there whose a half-done sign-in or a reset is.
    await tx.delete(verification).where(eq(verification.value, userId))
    await tx
      .update(account)
      .set({ password: null })
      .where(and(eq(account.userId, userId), eq(account.providerId, 'credential')))
    await undoAll(userId, undo)
    const [owner] = await tx
      .select({ id: user.id, name: user.name, email: user.email })
      .from(user)
      .where(eq(user.id, userId))
    if (!owner) throw new Refusal('invalid', 'This account does not exist any more.')
    const what = inWords(undo)
    await writeOnAccount({ user: owner }, 'account.disowned', { ...accountOf(owner), what })
    await auth.api.requestPasswordReset({ body: { email: owner.email } })
    return { email: owner.email }
  })
}

/** What the letter told of. */
function inWords({ email, passkeyId, accountId, secondStep }: NonNullable<Claim['undo']> = {}) {
  if (email) return 'the change of the address'
  if (passkeyId) return 'the passkey'
  if (accountId) return 'the linked account'
  return secondStep ? 'the second step' : 'the sign-in, or the password'
}

async function undoAll(userId: string, undo: Claim['undo'] = {}): Promise<void> {
  const mine = eq(user.id, userId)
  if (undo.passkeyId) {
    await unitDatabase
      .delete(passkey)
      .where(and(eq(passkey.id, undo.passkeyId), eq(passkey.userId, userId)))
  }
  if (undo.accountId) {
    await unitDatabase
      .delete(account)
      .where(and(eq(account.id, undo.accountId), eq(account.userId, userId)))
  }
  if (undo.secondStep) {
    await unitDatabase.delete(twoFactor).where(eq(twoFactor.userId, userId))
    await unitDatabase.update(user).set({ twoFactorEnabled: false }).where(mine)
  }
  const { email } = undo
  if (!email) return
  try {
    // In a transaction of its own: somebody may have taken the address meanwhile, and the rest must stand.
    await unitDatabase.transaction((tx) =>
      tx.update(user).set({ email, emailVerified: true }).where(mine),
    )
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}

const spent =
  'This link was used already, or is more than a week old. If you are worried about your account, choose a new password.'
