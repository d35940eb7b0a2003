import type Stripe from 'stripe'
import { dueOn, needsCard, payCheckout } from '../checkout-payment.ts'
import { cardChoice } from './card-choice.ts'
import { act, list, type PageAnswer, page, text } from './html.ts'
import type { PageCall } from './page-call.ts'
import { date, money, rate } from './words.ts'

type Shown = { trouble?: string; card?: string; code?: string }

/** `/pay/:checkout`: what is bought, what is due today, and a card. */
export function showCheckout({ world, id, query }: PageCall): PageAnswer | undefined {
  const session = world.checkouts.get(id)
  const code = query.get('promotion_code')?.trim() || undefined
  return session && { status: 200, html: checkoutPage(session, { code }, world) }
}

/** Its button. A card that is refused leaves everything as it was; one whose bank asks leads to a page that asks. */
export function pressPay({ world, id, form }: PageCall): PageAnswer | undefined {
  const session = world.checkouts.get(id)
  if (!session) return undefined
  const card = form.get('card') || undefined
  const code = form.get('promotion_code')?.trim() || undefined
  const answer = form.get('answer')
  const shown = { card, code }
  if (answer === 'no') {
    const trouble = 'Your bank could not confirm that it is you. Choose another card.'
    return { status: 402, html: checkoutPage(session, { ...shown, trouble }, world) }
  }
  const done = payCheckout(world, id, { card, promotionCode: code, confirmed: answer === 'yes' })
  if (done.outcome === 'asks') return { status: 200, html: bankPage(`/pay/${id}`, form) }
  if (done.outcome === 'refused') {
    const html = checkoutPage(session, { ...shown, trouble: done.sentence }, world)
    return { status: 402, html }
  }
  return { location: session.success_url ?? `/pay/${id}` }
}

/** What a bank shows: the same payment goes on, or not. */
export function bankPage(path: string, form: URLSearchParams): string {
  const kept = Object.fromEntries(form)
  return page({
    title: 'The bank asks whether this is you',
    body: `<p>A real bank would ask for a code, or for its app.</p>
<div class="acts">
${act(path, 'Yes, it is me', { fields: { ...kept, answer: 'yes' }, quiet: false })}
${act(path, 'No', { fields: { ...kept, answer: 'no' } })}
</div>`,
  })
}

function checkoutPage(
  session: Stripe.Checkout.Session,
  { trouble, card, code }: Shown,
  world: PageCall['world'],
): string {
  const back = session.cancel_url ? { href: session.cancel_url, words: 'Back' } : undefined
  if (session.status !== 'open') {
    const how = session.status === 'complete' ? 'It was paid already.' : 'It has expired.'
    return page({ title: 'This payment page is closed', body: `<p>${how}</p>`, trouble, back })
  }
  const due = dueOn(world, session, code)
  const trial = world.orders.get(session.id)?.trialDays ?? null
  const currency = session.currency ?? 'eur'
  const body = `
${lines(session)}
${trial === null ? '' : `<p>${trial} days free, until ${date(session.created + trial * 86_400)}. Nothing is charged before.</p>`}
<p><strong>Due today: ${money(due, currency)}</strong></p>
${session.allow_promotion_codes ? promotion(session.id, code) : ''}
<form method="post" action="/pay/${session.id}">
${code ? `<input type="hidden" name="promotion_code" value="${text(code)}">` : ''}
${cardChoice(needsCard(session, due) ? [] : [{ value: '', words: 'No card: start without one' }], card)}
<button>${trial === null ? `Pay ${money(due, currency)}` : 'Start the trial'}</button>
</form>`
  return page({ title: 'Subscribe', body, trouble, back })
}

function lines({ line_items }: Stripe.Checkout.Session): string {
  return list(
    (line_items?.data ?? []).map(({ description, price, quantity, currency }) => [
      `<strong>${text(description ?? 'Item')}</strong><br><span class="quiet-words">${quantity ?? 1} × ${price ? text(rate(price)) : ''}</span>`,
      money((quantity ?? 1) * (price?.unit_amount ?? 0), currency),
    ]),
  )
}

function promotion(id: string, code = ''): string {
  return `<form method="get" action="/pay/${id}">
<label class="field">Promotion code<input type="text" name="promotion_code" value="${text(code)}" autocomplete="off"></label>
<p><button class="quiet">Apply</button></p>
</form>`
}
