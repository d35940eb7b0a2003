import type Stripe from 'stripe'
import { StripeFault } from '../faults.ts'
import { addCard, cancel, chargeTo, portalBy, resume } from '../hands.ts'
import { detachCard } from '../payment-methods.ts'
import { cardOf } from '../payments.ts'
import { isOver } from '../subscription-end.ts'
import type { World } from '../world.ts'
import { cardChoice } from './card-choice.ts'
import { act, list, type PageAnswer, page, text } from './html.ts'
import type { PageCall } from './page-call.ts'
import { cardInWords, date, money, rate } from './words.ts'

/** `/portal/:id`: what a customer has, pays with and has paid. */
export function showPortal({ world, id }: PageCall): PageAnswer | undefined {
  return world.portals.has(id) ? { status: 200, html: portalPage(world, id) } : undefined
}

/** Its buttons: each says what it does and to what. */
export function pressPortal({ world, id, form }: PageCall): PageAnswer | undefined {
  if (!world.portals.has(id)) return undefined
  const { customer } = portalBy(world, id)
  const meant = form.get('id') ?? ''
  const method = world.paymentMethods.get(meant)
  const own = method?.customer === customer ? method : undefined
  const acts: Record<string, () => unknown> = {
    cancel: () => cancel(world, id, meant),
    resume: () => resume(world, id, meant),
    prefer: () => own && chargeTo(world, own),
    remove: () => own && detachCard(world, own),
    add: () => addCard(world, customer, form.get('card') ?? ''),
  }
  try {
    acts[form.get('act') ?? '']?.()
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error
    return { status: 402, html: portalPage(world, id, error.message) }
  }
  return { location: `/portal/${id}` }
}

function portalPage(world: World, id: string, trouble?: string): string {
  const { customer, return_url } = portalBy(world, id)
  const back = return_url ? { href: return_url, words: 'Back' } : undefined
  const ofTheirs = <Each extends { customer: unknown }>(all: Map<string, Each>) =>
    [...all.values()].filter((each) => each.customer === customer).reverse()
  const subscriptions = ofTheirs(world.subscriptions).filter((each) => !isOver(each))
  const invoices = ofTheirs(world.invoices).filter(({ status }) => status !== 'draft')
  const body = `
<h2>Plan</h2>
${subscriptions.length ? list(subscriptions.map((each) => subscriptionRow(world, id, each))) : none('There is no plan.')}
<h2>Cards</h2>
${cardsOf(world, id, ofTheirs(world.paymentMethods))}
<form method="post" action="/portal/${id}">
<input type="hidden" name="act" value="add">
${cardChoice()}
<button>Add this card</button>
</form>
<h2>Invoices</h2>
${invoices.length ? list(invoices.map(invoiceRow)) : none('Nothing has been billed.')}`
  return page({ title: 'Your plan and payments', body, trouble, back })
}

function subscriptionRow(world: World, portal: string, subscription: Stripe.Subscription) {
  const { id, cancel_at, cancel_at_period_end } = subscription
  const ends = cancel_at_period_end || cancel_at !== null
  const button = ends
    ? act(`/portal/${portal}`, 'Keep the plan', { fields: { act: 'resume', id } })
    : act(`/portal/${portal}`, 'Cancel the plan', { fields: { act: 'cancel', id } })
  return [planInWords(world, subscription), button] as const
}

/** A plan, what it costs and how it stands. */
export function planInWords(world: World, subscription: Stripe.Subscription): string {
  const items = subscription.items.data.map(
    ({ price, quantity }) => `${text(nameOf(world, price))}: ${quantity ?? 1} × ${rate(price)}`,
  )
  return `<strong>${items.join('<br>')}</strong><br><span class="quiet-words">${text(stateInWords(subscription))}</span>`
}

export const nameOf = (world: World, { product }: Stripe.Price) =>
  world.products.get(String(product))?.name ?? 'A plan'

function stateInWords(subscription: Stripe.Subscription): string {
  const { status, cancel_at, cancel_at_period_end, trial_end } = subscription
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end))
  if (cancel_at !== null || cancel_at_period_end) return `Ends on ${date(cancel_at ?? end)}.`
  if (status === 'trialing') return `Free until ${date(trial_end ?? end)}.`
  if (status === 'active') return `Renews on ${date(end)}.`
  return `Status: ${status}.`
}

function cardsOf(world: World, portal: string, methods: Stripe.PaymentMethod[]): string {
  if (methods.length === 0) return none('No card is stored.')
  const used = new Set(
    [...world.subscriptions.values()]
      .filter((each) => !isOver(each))
      .map((each) => cardOf(world, each)),
  )
  const owner = world.customers.get(String(methods[0]?.customer))
  const usual = owner && !owner.deleted ? owner.invoice_settings.default_payment_method : null
  const rows = methods.map((method) => {
    const words = cardInWords(method)
    const button = (what: string, name: string) =>
      act(`/portal/${portal}`, name, {
        fields: { act: what, id: method.id },
        name: `${name}: ${words}`,
      })
    const isUsed = used.has(method.id) || usual === method.id
    const mark = isUsed ? ' <span class="quiet-words">is paid with</span>' : ''
    return [
      `${text(words)}${mark}`,
      `${isUsed ? '' : button('prefer', 'Pay with this')}${button('remove', 'Remove')}`,
    ] as const
  })
  return list(rows)
}

function invoiceRow(invoice: Stripe.Invoice) {
  const { id, number, created, total, currency, status } = invoice
  const open = status === 'open'
  return [
    `<a href="/invoices/${id}">${text(number ?? 'Invoice')}</a><br><span class="quiet-words">${date(created)} · ${money(total, currency)} · ${text(status ?? '')}</span>`,
    open ? `<a href="/invoices/${id}">Pay ${money(invoice.amount_remaining, currency)}</a>` : '',
  ] as const
}

const none = (sentence: string) => `<p class="quiet-words">${sentence}</p>`
