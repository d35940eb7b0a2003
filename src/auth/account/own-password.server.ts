import { getRequestHeaders } from '@tanstack/react-start/server'
import { isAPIError } from 'better-auth/api'
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { answered } from '~/auth/answered'
import { auth } from '~/auth/auth.server'
import type { Session } from '~/auth/session.server'
import { refuseIfBreached } from '~/auth/sign-in/breached-passwords.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import { account } from '~/db/schema'
import { Refusal } from '~/refusal'
import { accountOf, writeOnAccount } from './account-lines.server'
import { tellOwner } from './notices.server'

/** Whether somebody has a password: whoever came by a link, a passkey or a provider has none. */
export async function hasPassword(userId: string): Promise<boolean> {
  const mine = and(
    eq(account.userId, userId),
    eq(account.providerId, 'credential'),
    isNotNull(account.password),
  )
  return (await unitDatabase.$count(account, mine)) > 0
}

/**
 * The first password of somebody who has none, and a letter that says so. better-auth has no endpoint for it.
 * @throws Refusal invalid, conflict, unavailable
 */
export async function setFirst(
  { user, session }: Pick<Session, 'user' | 'session'>,
  newPassword: string,
): Promise<void> {
  try {
    await refuseIfBreached(newPassword)
    await asUnit(async (tx) => {
      // Of two at once the second finds the first one's password.
      await tx.execute(sql`select from "user" where id = ${user.id} for no key update`)
      if (await hasPassword(user.id)) {
        throw new Refusal('conflict', 'You have a password already. Change it instead.')
      }
      await auth.api.setPassword({ headers: getRequestHeaders(), body: { newPassword } })
      await writeOnAccount({ user, session }, 'account.password_changed', accountOf(user))
      await tellOwner(user, 'password-changed', session)
    })
  } catch (error) {
    if (!isAPIError(error)) throw error
    const { statusCode: status, body: { code, message } = {} } = error
    answered({ data: null, error: { status, code, message } })
  }
}
