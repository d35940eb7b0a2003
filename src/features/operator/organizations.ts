import { z } from 'zod/mini'
import { reasonShape } from '~/auth/operator/reason'
import { lenient, place, words } from '~/search'

/** How the list is sorted: the newest first, unless it says something else. */
export const organizationOrders = ['-made', 'made', 'name', '-name', '-members', 'members'] as const
export type OrganizationOrder = (typeof organizationOrders)[number]

/** What a subscription can be at Stripe, and `none` where nothing is under way. */
export const subscriptionStates = [
  'none',
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
] as const
export type SubscriptionState = (typeof subscriptionStates)[number]

export const organizationsSearch = z.object({
  /** A part of a name or an address, a whole id, or the beginning of an owner's e-mail. */
  q: words,
  /** The plan that is subscribed to. */
  plan: lenient(z.string().check(z.regex(/^[a-z0-9-]{1,40}$/))),
  status: lenient(z.enum(subscriptionStates)),
  /** Only those that are suspended, or have a plan by hand. */
  only: lenient(z.enum(['suspended', 'granted'])),
  sort: lenient(z.enum(organizationOrders)),
  page: place,
})
export type OrganizationsSearch = z.output<typeof organizationsSearch>

/** What has not the form of an id is the id of nothing: not found, like any other. */
const id = z.catch(z.string().check(z.regex(/^[\w-]{1,255}$/)), '')

const day = z.string().check(z.refine(isDay, 'Choose a day.'))

/** Until when a plan was given when somebody decided, as the page showed it. */
const seen = z.nullable(z.string().check(z.maxLength(40)))

export const organizationInput = z.object({ organizationId: id })

export const heirsInput = z.object({
  organizationId: id,
  q: z.string().check(z.maxLength(80)),
})

/** What members read must stand alone as a sentence. */
export const suspendForm = z.object({
  told: z.string().check(
    z.trim(),
    z.minLength(3, 'Say what members are told.'),
    z.maxLength(300, 'Use at most 300 characters.'),
    z.refine((text) => !/\p{Cc}/u.test(text), 'Leave out control characters.'),
  ),
  reason: reasonShape,
})
export const reasonForm = z.object({ reason: reasonShape })
export const ownerForm = z.object({
  memberId: z.string().check(z.minLength(1, 'Choose a member.'), z.maxLength(255)),
  others: z.enum(['admins', 'owners']),
  reason: reasonShape,
})
export const trialForm = z.object({ until: day, reason: reasonShape })
export const grantForm = z.object({
  plan: z.string().check(z.minLength(1, 'Choose a plan.'), z.maxLength(40)),
  until: day,
  reason: reasonShape,
})

const about = { organizationId: id }
export const suspendInput = z.extend(suspendForm, about)
export const restoreInput = z.extend(reasonForm, about)
export const ownerInput = z.extend(ownerForm, about)
export const trialInput = z.extend(trialForm, about)
export const grantInput = z.extend(grantForm, { ...about, seen })
export const endGrantInput = z.extend(reasonForm, { ...about, seen })

/** How many members are shown on an organization's page, and are offered as its next owner. */
export const membersShown = 20

/** Whether there is such a day: 2027-03-03. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
