import { z } from 'zod/mini'
import { reasonShape } from '~/auth/operator/reason'
import { addressShape, nameShape, newPasswordShape } from '~/auth/words'
import { lenient, place, words } from '~/search'

/** How the list is sorted: who signed up last first, unless it says something else. */
export const peopleOrders = ['-joined', 'joined', 'name', '-name', '-seen', 'seen'] as const
export type PeopleOrder = (typeof peopleOrders)[number]

export const peopleRoles = ['user', 'support', 'operator'] as const

/** Where counting ends: nobody reads the difference between 10,001 and 100,000. */
export const mostCounted = 10_000

export const peopleSearch = z.object({
  /** The beginnings of words of a name, an address or a username; or an id. */
  q: words,
  role: lenient(z.enum(peopleRoles)),
  banned: lenient(z.boolean()),
  verified: lenient(z.boolean()),
  twoStep: lenient(z.boolean()),
  /** The first and the last day on which they signed up, by UTC. */
  from: lenient(z.iso.date()),
  to: lenient(z.iso.date()),
  sort: lenient(z.enum(peopleOrders)),
  page: place,
})
/** What is asked of the list; without anything, everybody. */
export type PeopleSearch = z.output<typeof peopleSearch>

/** Whether anything narrows the list. */
export const isNarrowed = ({ sort: _, page: __, ...filters }: PeopleSearch): boolean =>
  Object.values(filters).some((value) => value !== undefined)

/** What has not the form of an id is the id of nothing: not found, like any other. */
const id = z.catch(z.string().check(z.regex(/^[\w-]{1,64}$/)), '')

export const onePerson = z.object({ id })

export const personAct = z.object({ id, reason: reasonShape })

export const letters = ['reset', 'verify', 'magic-link'] as const
export type PersonLetter = (typeof letters)[number]

export const letterAct = z.extend(personAct, { letter: z.enum(letters) })

export const sessionAct = z.extend(personAct, { session: id })

const reason = reasonShape

export const reasonForm = z.object({ reason })

export const banLengths = {
  day: 86_400,
  week: 7 * 86_400,
  month: 30 * 86_400,
  year: 365 * 86_400,
  ever: undefined,
} as const
export type BanLength = keyof typeof banLengths

export const banForm = z.object({
  length: z.enum(['day', 'week', 'month', 'year', 'ever']),
  reason,
})

export const roleForm = z.object({ role: z.enum(peopleRoles), reason })

export const passwordForm = z.object({ newPassword: newPasswordShape, reason })

export const detailsForm = z.object({
  name: nameShape,
  email: addressShape('Write their address.'),
  /** Only heard with another address. */
  emailVerified: z.boolean(),
  username: z.string().check(z.trim(), z.maxLength(30, 'Use at most 30 characters.')),
  reason,
})

export const newPersonForm = z.object({
  name: nameShape,
  email: addressShape('Write their address.'),
  reason,
})
