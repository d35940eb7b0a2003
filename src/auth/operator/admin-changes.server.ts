import app from 'app.config'
import { sendVerificationEmailFn } from 'better-auth/api'
import { z } from 'zod/mini'
import { tellOwner } from '~/auth/account/notices.server'
import { addressShape, nameShape } from '~/auth/words'
import { Refusal } from '~/refusal'
import {
  type Act,
  type Asked,
  about,
  closeLetters,
  type Fields,
  fields,
  notTheirOwn,
  type Person,
  shaped,
} from './admin-act.server'

/** What an operator may change of somebody's details. A role, a ban and a password have acts of their own. */
const change = z.strictObject({
  name: z.optional(nameShape),
  email: z.optional(addressShape('Write their address.').check(z.toLowerCase())),
  /** Only with another address: whether it is known to be theirs. */
  emailVerified: z.optional(z.boolean()),
  /** Null, or empty, for none. */
  username: z.optional(z.nullable(z.string().check(z.trim(), z.toLowerCase()))),
})

/** When the account was last changed, as far as the operator has seen. */
const seen = z.optional(z.iso.datetime())

/**
 * Another name, address or username. Another address is unconfirmed unless the operator says otherwise: a letter
 * asks the new one, and the old one is told, with the way to take it back.
 */
export const changeDetails: Act = {
  needs: { user: ['update', 'set-email'] },
  changes: true,
  before: (asked) => {
    const { person, body } = asked
    if (!person) return undefined
    keepSeen(person, body.seen)
    const { email, emailVerified, ...rest } = changesIn(asked)
    if (email !== undefined) notTheirOwn(asked, 'You change your own address in your profile.')
    const data =
      email === undefined ? rest : { ...rest, email, emailVerified: emailVerified === true }
    if (Object.keys(data).length > 0) return { data }
    throw new Refusal('conflict', 'Nothing would change: it is so already.')
  },
  after: async ({ person, returned, context }) => {
    if (!person || returned.email === person.email) return
    const { id, name } = person
    await closeLetters(id)
    await tellOwner(person, 'email-changed', { undo: { email: person.email } })
    if (returned.emailVerified === true) {
      await tellOwner({ id, name, email: String(returned.email) }, 'email-changed')
      return
    }
    const now = await context.context.internalAdapter.findUserById(id)
    if (now) await sendVerificationEmailFn(context, now)
  },
  line: (done) => ({
    action: 'user.changed',
    details: { ...about(done), reason: done.reason, changed: changedIn(done) },
  }),
}

/** What would be other than it is. */
function changesIn({ body, person }: Asked): z.output<typeof change> {
  const given = shaped(change, fields(body.data))
  if (given.username !== undefined && !app.signIn.username) {
    throw new Refusal('invalid', 'There are no usernames here.')
  }
  const before: Fields = { ...person }
  const username = given.username === undefined ? {} : { username: given.username || null }
  const entries = Object.entries({ ...given, ...username })
  return change.parse(Object.fromEntries(entries.filter(([key, value]) => value !== before[key])))
}

function changedIn({ person, returned }: { person?: Person; returned: Fields }): string[] {
  const before: Fields = { ...person }
  return ['name', 'email', 'username'].filter(
    (key) => (returned[key] ?? null) !== (before[key] ?? null),
  )
}

/** @throws Refusal conflict when somebody changed the account since the operator looked */
function keepSeen(person: Person, at: unknown): void {
  const known = shaped(z.object({ seen }), { seen: at }).seen
  if (known === undefined || new Date(known).getTime() === person.updatedAt.getTime()) return
  throw new Refusal('conflict', 'Somebody changed this account meanwhile. Look at it again first.')
}
