import { z } from 'zod/mini'
import { isBanned } from '~/auth/banned.server'
import { beginLook } from '~/auth/impersonation/look-begin.server'
import { Refusal } from '~/refusal'
import { createAccount, endSessions, removeAccount, setPassword } from './admin-accounts.server'
import { type Act, about, fields, notTheirOwn, shaped } from './admin-act.server'
import { changeDetails } from './admin-changes.server'
import { keepLastOperator } from './last-operator.server'

const nobodyThemselves = 'Nobody does this to themselves. Another operator has to.'

const oneRole = z.object({
  role: z.enum(['user', 'support', 'operator'], 'Choose one of the roles.'),
})

/** Seconds; a ban without is for good. */
const ban = z.object({
  banExpiresIn: z.optional(
    z
      .int('Say it in whole seconds.')
      .check(
        z.minimum(60, 'A ban is for a minute at least.'),
        z.maximum(10 * 366 * 86_400, 'A ban ends within ten years, or never.'),
      ),
  ),
})

const setRole: Act = {
  needs: { user: ['set-role'] },
  changes: true,
  unmakes: true,
  before: async (asked) => {
    const { person, body } = asked
    if (!person) return undefined
    const { role } = shaped(oneRole, body)
    if (role === (person.role ?? 'user')) {
      throw new Refusal('conflict', `This is the role of ${person.name} already.`)
    }
    notTheirOwn(asked, nobodyThemselves)
    if (role !== 'user' && !person.emailVerified) {
      throw new Refusal('conflict', `${person.name} has to confirm their address first.`)
    }
    if (role !== 'user' && isBanned(person)) {
      throw new Refusal('conflict', `${person.name} is banned. Lift the ban first.`)
    }
    if (role !== 'operator') await keepLastOperator(person)
    return undefined
  },
  line: (done) => ({
    action: 'user.role_set',
    details: {
      ...about(done),
      reason: done.reason,
      from: done.person?.role ?? 'user',
      to: String(fields(done.returned.user).role),
    },
  }),
}

/** better-auth ends every session of theirs. */
const banPerson: Act = {
  needs: { user: ['ban'] },
  changes: true,
  unmakes: true,
  before: async (asked) => {
    const { person, body, reason } = asked
    if (!person) return undefined
    shaped(ban, body)
    notTheirOwn(asked, nobodyThemselves)
    if (isBanned(person)) throw new Refusal('conflict', `${person.name} is banned already.`)
    await keepLastOperator(person)
    return { banReason: reason }
  },
  line: (done) => {
    const until = fields(done.returned.user).banExpires
    return {
      action: 'user.banned',
      details: {
        ...about(done),
        reason: done.reason,
        until: until instanceof Date ? until.toISOString() : null,
      },
    }
  },
}

const liftBan: Act = {
  needs: { user: ['ban'] },
  changes: true,
  before: ({ person }) => {
    if (person && !isBanned(person)) {
      throw new Refusal('conflict', `${person.name} is not banned any more.`)
    }
    return undefined
  },
  line: (done) => ({ action: 'user.unbanned', details: { ...about(done), reason: done.reason } }),
}

/**
 * better-auth's endpoints for operators, by path: all of them that are open. One that is not named here is answered as
 * if it were not there.
 */
export const adminActs: Record<string, Act> = {
  '/admin/get-user': { needs: { user: ['get'] } },
  '/admin/list-users': { needs: { user: ['list'] } },
  '/admin/has-permission': { needs: {} },
  '/admin/impersonate-user': beginLook,
  '/admin/create-user': createAccount,
  '/admin/update-user': changeDetails,
  '/admin/set-user-password': setPassword,
  '/admin/set-role': setRole,
  '/admin/ban-user': banPerson,
  '/admin/unban-user': liftBan,
  '/admin/revoke-user-sessions': endSessions,
  '/admin/remove-user': removeAccount,
}
