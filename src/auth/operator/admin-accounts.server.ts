import type { GenericEndpointContext } from 'better-auth'
import { sendVerificationEmailFn } from 'better-auth/api'
import { z } from 'zod/mini'
import { tellOwner } from '~/auth/account/notices.server'
import { endTrust } from '~/auth/second-step/trusted-devices.server'
import { refuseIfBreached } from '~/auth/sign-in/breached-passwords.server'
import { addressShape, nameShape, newPasswordShape } from '~/auth/words'
import { Refusal } from '~/refusal'
import { type Act, about, closeLetters, notTheirOwn, shaped } from './admin-act.server'

const newPerson = z.strictObject({
  name: nameShape,
  email: addressShape('Write their address.'),
  password: z.optional(newPasswordShape),
  role: z.optional(
    z.literal('user', 'They get another role once they have confirmed their address.'),
  ),
  reason: z.unknown(),
})

/** An account for somebody else. They get a letter: to choose a password, or to confirm the address. */
export const createAccount: Act = {
  needs: { user: ['create'] },
  changes: true,
  makes: true,
  before: async ({ body }) => {
    const { name, email, password } = shaped(newPerson, body)
    await refuseIfBreached(password)
    return { name, email: email.toLowerCase() }
  },
  after: async ({ body, returned, context }) => {
    const person = madeShape.parse(returned.user)
    const made = await context.context.internalAdapter.findUserById(person.id)
    if (!made) throw new Error('Who was made just now is here.')
    await (body.password ? sendVerificationEmailFn(context, made) : inviteToChoose(context, made))
  },
  line: (done) => ({
    action: 'user.created',
    details: { ...about(done), reason: done.reason, role: 'user' },
  }),
}

const madeShape = z.object({ id: z.string() })

type Reader = NonNullable<
  Awaited<ReturnType<GenericEndpointContext['context']['internalAdapter']['findUserById']>>
>

/** The letter that a forgotten password causes, as better-auth sends it. */
async function inviteToChoose({ context, request }: GenericEndpointContext, person: Reader) {
  const { emailAndPassword } = context.options
  if (!emailAndPassword?.sendResetPassword) return
  const token = crypto.randomUUID()
  const seconds = emailAndPassword.resetPasswordTokenExpiresIn ?? 3_600
  await context.internalAdapter.createVerificationValue({
    value: person.id,
    identifier: `reset-password:${token}`,
    expiresAt: new Date(Date.now() + seconds * 1_000),
  })
  await emailAndPassword.sendResetPassword({ user: person, url: '', token }, request)
}

/** Another password for somebody: every session ends, no device is trusted any more, and a letter tells them. */
export const setPassword: Act = {
  needs: { user: ['set-password'] },
  changes: true,
  before: async (asked) => {
    notTheirOwn(asked, 'You change your own password in your account.')
    const { newPassword } = shaped(z.object({ newPassword: newPasswordShape }), asked.body)
    await refuseIfBreached(newPassword)
    return undefined
  },
  after: async ({ person, context }) => {
    if (!person) return
    await context.context.internalAdapter.deleteUserSessions(person.id)
    await endTrust(person.id)
    await closeLetters(person.id)
    await tellOwner(person, 'password-changed')
  },
  line: (done) => ({
    action: 'user.password_set',
    details: { ...about(done), reason: done.reason },
  }),
}

/** The end of an account. What keeps it, and what goes with it, is asked where every account ends. */
export const removeAccount: Act = {
  needs: { user: ['delete'] },
  changes: true,
  unmakes: true,
  before: (asked) => {
    notTheirOwn(asked, 'You delete your own account in its settings.')
    return undefined
  },
  line: (done) => ({ action: 'user.removed', details: { ...about(done), reason: done.reason } }),
}

/** Every session of somebody, at once. */
export const endSessions: Act = {
  needs: { session: ['revoke'] },
  changes: true,
  before: async ({ person, context }) => {
    const open = person ? await context.context.internalAdapter.listSessions(person.id) : []
    if (open.length > 0) return undefined
    throw new Refusal('conflict', 'They are signed in nowhere any more.')
  },
  line: (done) => ({
    action: 'user.sessions_ended',
    details: { ...about(done), reason: done.reason },
  }),
}
