import { z } from 'zod/mini'
import { lenient, place, words } from '~/search'

export const emailShape = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.minLength(1, 'Write an e-mail address.'),
    z.maxLength(254, 'Use at most 254 characters.'),
    z.email('This does not look like an e-mail address.'),
  )

/** How the table is sorted: the oldest member first, unless it says something else. */
export const memberOrders = ['joined', '-joined', 'name', '-name'] as const
export type MemberOrder = (typeof memberOrders)[number]

const table = z.object({
  /** A part of a name or an address. */
  q: words,
  role: words,
  /** A team's id. */
  team: lenient(z.string().check(z.regex(/^[\w-]{1,64}$/))),
  sort: lenient(z.enum(memberOrders)),
  page: place,
})

/** What is asked of the table; without anything, everybody. */
export type MembersAsked = z.output<typeof table>

export const membersInput = z.extend(table, { org: z.string() })

/** What the page carries in its address: the table as it stands, and whether the sheet for invitations is open. */
export const membersSearch = z.extend(table, { invite: lenient(z.literal(true)) })
export type MembersSearch = z.output<typeof membersSearch>

/** What somebody does here; empty for nothing in particular. */
const titleShape = z.string().check(
  z.trim(),
  z.maxLength(60, 'Use at most 60 characters.'),
  z.refine((title) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(title), 'Leave out line breaks.'),
)

export const titleForm = z.object({ title: titleShape })

export const titleInput = z.object({ org: z.string(), title: titleShape })

export const noSuchInvitation = 'There is no such invitation. Check that the whole link was copied.'

export const invitationInput = z.object({
  id: z.string().check(z.maxLength(64, noSuchInvitation)),
})

/** What may be chosen for somebody: every role, with whether the reader may give it, and the teams, the default first. */
export type Choices = {
  roles: { name: string; offered: boolean }[]
  teams: { id: string; name: string }[]
}
