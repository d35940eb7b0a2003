import { z } from 'zod/mini'
import { reasonShape } from '~/auth/operator/reason'
import { lenient, place, words } from '~/search'

/** What has not the form of an id is the id of nothing: not found, like any other. */
const id = z.catch(z.string().check(z.regex(/^[\w-]{1,255}$/)), '')

export const eventStates = ['waiting', 'failed', 'ignored', 'done'] as const
export type EventState = (typeof eventStates)[number]

const which = {
  /** A part of an organization's name, or an id: of an organization, a customer or an event. */
  q: words,
  /** A type of Stripe's: `invoice.paid`. */
  type: lenient(z.string().check(z.regex(/^[a-z_.]{1,80}$/))),
}

const events = z.object({
  ...which,
  state: lenient(z.enum(eventStates)),
  sort: lenient(z.literal('oldest')),
  page: place,
})
/** Which events, in which order, from which place on. Without anything: all, the last that came first. */
export type EventsQuery = z.output<typeof events>
export const eventsInput = events

export const driftInput = z.object({ q: words, page: place })
export type DriftQuery = z.output<typeof driftInput>

export const billingViews = ['events', 'drift', 'subscriptions'] as const
export type BillingView = (typeof billingViews)[number]

/** The page's address: which part of it, what is asked of that, and the event that stands open. */
export const billingSearch = z.extend(events, {
  view: lenient(z.enum(billingViews)),
  event: lenient(z.string().check(z.regex(/^[\w-]{1,255}$/))),
})
export type BillingSearch = z.output<typeof billingSearch>

/** Changes what the address says, and keeps the rest. */
export type Change = (next: Partial<BillingSearch>) => void

export const oneEvent = z.object({ eventId: id })

export const replayForm = z.object({ reason: reasonShape })
export const replayInput = z.object({ eventId: id, reason: reasonShape })
export const replayAllInput = z.object({ ...which, reason: reasonShape })

/** Events that are replayed at once, at most. */
export const mostAtOnce = 200

export const oneOrganization = z.object({ organizationId: id })

export const timelineInput = z.object({ organizationId: id, page: place })
export const timelineSearch = z.object({ page: place })
