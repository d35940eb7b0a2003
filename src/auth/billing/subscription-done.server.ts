import type { GenericEndpointContext } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import type { Actions } from '~/audit/actions'
import { append } from '~/audit/append.server'
import { inside } from '~/auth/organizations/organization-rules.server'
import { unitDatabase } from '~/auth/unit.server'
import type { Bill } from '~/billing/bill.server'
import { closeOtherTrials, closePage, rememberPage } from '~/billing/checkout.server'
import { readCustomer } from '~/billing/reading.server'
import { refusalOf, silence } from '~/billing/stripe-errors.server'
import { bug } from '~/observe/bug'
import { log } from '~/observe/log.server'
import { Refusal } from '~/refusal'
import { billingSentences } from './billing-sentences'
import { wanted } from './subscription-acts.server'
import { type Asked, isRecord } from './subscription-asked.server'

/** What was asked, what stood here then, and what the plugin was told. */
type Decided = { asked: Asked; bill: Bill; told: Record<string, unknown> }

type Names = 'subscription.page_opened' | 'subscription.planned' | 'subscription.plan_dropped'
type Line = { [Name in Names]: { action: Name; details: Actions[Name] } }[Names]

const decided = new WeakMap<object, Decided>()

/** Keeps what was decided until the plugin has done its part. */
export function remember(context: GenericEndpointContext, what: Decided): void {
  decided.set(context.context, what)
}

/**
 * After a call of better-auth's subscriptions: what was changed at Stripe is read and written down, and the browser
 * gets an address and nothing else of Stripe's objects.
 * @returns the answer in the plugin's place
 * @throws Refusal unavailable where Stripe refused or was silent
 */
export async function finishSubscriptionRules(context: GenericEndpointContext) {
  const what = decided.get(context.context)
  if (!what) return undefined
  const answer: unknown = 'returned' in context.context ? context.context.returned : undefined
  if (isAPIError(answer)) {
    // The plugin forgets a row whose subscription Stripe calls over: it is read again.
    await readAgain(what)
    const code = answer.body?.code ?? ''
    if (code in billingSentences || answer.statusCode !== 400) return undefined
    log.error({ code }, 'Stripe said no')
    throw silence
  }
  const returned = isRecord(answer) ? answer : {}
  const line = await finish(what, returned)
  if (line) await writeLine(what.asked, line)
  const { url, redirect } = returned
  return context.json(typeof url === 'string' ? { url, redirect: redirect === true } : {})
}

async function finish(what: Decided, returned: Record<string, unknown>): Promise<Line | undefined> {
  const { asked, bill, told } = what
  const { live, next } = bill
  switch (asked.path) {
    case '/subscription/upgrade': {
      const { plan, interval } = wanted(asked.body)
      const details = { plan: plan.id, interval }
      if (!live) await rememberOpened(asked, returned)
      if (!told.scheduleAtPeriodEnd) return opened(live ? 'change' : 'start', details)
      await readAgain(what)
      return { action: 'subscription.planned', details }
    }
    case '/subscription/cancel':
      return opened('cancel', { plan: live?.plan ?? '', interval: live?.billingInterval ?? '' })
    case '/subscription/restore':
      await readAgain(what)
      return next ? { action: 'subscription.plan_dropped', details: next } : undefined
    default:
      return undefined
  }
}

function opened(
  to: 'start' | 'change' | 'cancel',
  chosen: { plan: string; interval: string },
): Line {
  return { action: 'subscription.page_opened', details: { to, ...chosen } }
}

async function rememberOpened(
  { organization, person }: Asked,
  { id, metadata }: Record<string, unknown>,
): Promise<void> {
  if (typeof id !== 'string') return
  await rememberPage(unitDatabase, organization, id)
  const offersTrial = isRecord(metadata) && metadata.trialOf === person.id
  if (!offersTrial || !(await closeOtherTrials(unitDatabase, person, organization))) return
  await closePage(id)
  throw new Refusal(
    'conflict',
    'Your trial has begun in another organization. To buy the plan here, try again in a moment.',
  )
}

/** What was done stays done where Stripe is silent now: its event will come. */
async function readAgain({ asked: { person, who }, bill: { customer } }: Decided): Promise<void> {
  if (!customer) return
  try {
    await readCustomer(customer, { person: { id: person.id, name: person.name }, who })
  } catch (error) {
    if (!refusalOf(error)) bug(error)
  }
}

async function writeLine({ organization, who }: Asked, line: Line): Promise<void> {
  const { action, details } = line
  await inside(organization, (tx) => append({ ...who, organization, tx }, action, details))
}
