import type Stripe from 'stripe'
import { StripeFault } from '../faults.ts'
import { addCard, cancel, confirm, portalBy, proposal, theirs } from '../hands.ts'
import type { World } from '../world.ts'
import { cardChoice } from './card-choice.ts'
import { act, list, type PageAnswer, page, text } from './html.ts'
import type { PageCall } from './page-call.ts'
import { bankPage } from './pay.ts'
import { nameOf, planInWords } from './portal-home.ts'
import { date, money, rate } from './words.ts'

type Flow = {
  show: (call: PageCall, trouble?: string) => PageAnswer
  press: (call: PageCall) => PageAnswer
}

/** The portal's pages for one thing only, each with its button: they end where the app said. */
export const flows: Record<'cancel' | 'confirm' | 'card', Flow> = {
  cancel: {
    show: ({ world, id }, trouble) => {
      const subscription = theirs(world, id)
      const end = Math.min(...subscription.items.data.map((item) => item.current_period_end))
      const body = `${list([[planInWords(world, subscription), '']])}
<p>It stays until ${date(end)}, and is not renewed.</p>
${act(`/portal/${id}/cancel`, 'Cancel the plan', { quiet: false })}`
      return answer(world, id, { title: 'Cancel the plan', body, trouble })
    },
    press: ({ world, id }) => {
      cancel(world, id)
      return done(world, id)
    },
  },
  confirm: {
    show: ({ world, id }, trouble) =>
      answer(world, id, { title: 'Confirm the change', body: change(world, id), trouble }),
    press: (call) => {
      const { world, id, form } = call
      if (form.get('answer') === 'no') {
        return flows.confirm.show(call, 'Your bank could not confirm that it is you.')
      }
      const card = form.get('card') || undefined
      const came = confirm(world, id, { card, confirmed: form.get('answer') === 'yes' })
      if (came.outcome === 'asks') {
        return { status: 200, html: bankPage(`/portal/${id}/confirm`, form) }
      }
      return came.outcome === 'refused' ? flows.confirm.show(call, came.sentence) : done(world, id)
    },
  },
  card: {
    show: ({ world, id }, trouble) => {
      const body = `<form method="post" action="/portal/${id}/card">${cardChoice()}<button>Add this card</button></form>`
      return answer(world, id, { title: 'Add a card', body, trouble })
    },
    press: ({ world, id, form }) => {
      addCard(world, portalBy(world, id).customer, form.get('card') ?? '')
      return done(world, id)
    },
  },
}

/** Shows or presses one of them; what Stripe would refuse is said on the page. */
export function flowPage(kind: keyof typeof flows, what: 'show' | 'press') {
  return (call: PageCall): PageAnswer | undefined => {
    if (!call.world.portals.has(call.id)) return undefined
    try {
      return flows[kind][what](call)
    } catch (error) {
      if (!(error instanceof StripeFault)) throw error
      return answer(call.world, call.id, {
        title: 'This cannot be done',
        body: '',
        trouble: error.message,
      })
    }
  }
}

function answer(
  world: World,
  id: string,
  content: { title: string; body: string; trouble?: string | undefined },
): PageAnswer {
  const { return_url } = portalBy(world, id)
  const back = return_url ? { href: return_url, words: 'Back' } : undefined
  return { status: content.trouble ? 402 : 200, html: page({ ...content, back }) }
}

function done(world: World, id: string): PageAnswer {
  const { flow } = portalBy(world, id)
  const { type, redirect, hosted_confirmation: words } = flow?.after_completion ?? {}
  if (type === 'redirect' && redirect) return { location: redirect.return_url }
  if (type !== 'hosted_confirmation') return { location: `/portal/${id}` }
  const body = `<p>${text(words?.custom_message ?? 'Your change was saved.')}</p>`
  return answer(world, id, { title: 'Done', body })
}

function change(world: World, id: string): string {
  const { subscription, after, due } = proposal(world, id)
  const items = (all: Stripe.SubscriptionItem[]) =>
    all.map(
      ({ price, quantity }) => `${text(nameOf(world, price))}: ${quantity ?? 1} × ${rate(price)}`,
    )
  return `${list([
    [`<span class="quiet-words">Now</span><br>${items(subscription.items.data).join('<br>')}`, ''],
    [`<span class="quiet-words">Then</span><br><strong>${items(after).join('<br>')}</strong>`, ''],
  ])}
<p><strong>Due today: ${money(due, subscription.currency)}</strong></p>
<form method="post" action="/portal/${id}/confirm">
${cardChoice([{ value: '', words: 'The card on file' }])}
<button>Confirm</button>
</form>`
}
