import type Stripe from 'stripe'
import { payInvoice } from '../hands.ts'
import { cardChoice } from './card-choice.ts'
import { type PageAnswer, page, table, text } from './html.ts'
import type { PageCall } from './page-call.ts'
import { bankPage } from './pay.ts'
import { cardInWords, date, money } from './words.ts'

/** `/invoices/:id`: the invoice as its payer sees it, with a button while it is open. */
export function showInvoice({ world, id }: PageCall): PageAnswer | undefined {
  const invoice = world.invoices.get(id)
  return invoice && { status: 200, html: invoicePage(world, invoice) }
}

/** `/invoices/:id/print`: the same on paper, for which Stripe makes a PDF. */
export function printInvoice({ world, id }: PageCall): PageAnswer | undefined {
  const invoice = world.invoices.get(id)
  return (
    invoice && {
      status: 200,
      html: page({ ...heading(invoice), body: sheet(invoice), paper: true }),
    }
  )
}

/** Its button. */
export function pressPayInvoice({ world, id, form }: PageCall): PageAnswer | undefined {
  const invoice = world.invoices.get(id)
  if (!invoice) return undefined
  const card = form.get('card') || undefined
  const answer = form.get('answer')
  if (answer === 'no') {
    return refused(world, invoice, 'Your bank could not confirm that it is you.')
  }
  const done = payInvoice(world, id, { card, confirmed: answer === 'yes' })
  if (done.outcome === 'asks') return { status: 200, html: bankPage(`/invoices/${id}`, form) }
  if (done.outcome === 'refused') return refused(world, invoice, done.sentence)
  return { location: `/invoices/${id}` }
}

function refused(world: PageCall['world'], invoice: Stripe.Invoice, trouble: string): PageAnswer {
  return { status: 402, html: invoicePage(world, invoice, trouble) }
}

function invoicePage(world: PageCall['world'], invoice: Stripe.Invoice, trouble?: string): string {
  const pay = invoice.status === 'open' ? payForm(world, invoice) : ''
  const body = `${sheet(invoice)}
<p class="screen"><a href="/invoices/${invoice.id}/print">For paper</a></p>
${pay}`
  return page({ ...heading(invoice), body, trouble })
}

const heading = ({ number }: Stripe.Invoice) => ({ title: `Invoice ${number ?? '(draft)'}` })

function payForm(world: PageCall['world'], invoice: Stripe.Invoice): string {
  const own = [...world.paymentMethods.values()]
    .filter(({ customer }) => customer === invoice.customer)
    .map((method) => ({ value: method.id, words: cardInWords(method) }))
  return `<form method="post" action="/invoices/${invoice.id}">
${cardChoice(own)}
<button>Pay ${money(invoice.amount_remaining, invoice.currency)}</button>
</form>`
}

function sheet(invoice: Stripe.Invoice): string {
  const { currency } = invoice
  const rows = invoice.lines.data.map((line) => [
    `${text(line.description ?? '')}<br><span class="quiet-words">${date(line.period.start)} to ${date(line.period.end)}</span>`,
    String(line.quantity ?? ''),
    money(line.amount, currency),
  ])
  const off = (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0)
  const sums: string[][] = [
    ...(off > 0 ? [['Discount', '', money(-off, currency)]] : []),
    ['Total', '', money(invoice.total, currency)],
    ['Paid', '', money(invoice.amount_paid, currency)],
    ['<strong>Due</strong>', '', `<strong>${money(invoice.amount_remaining, currency)}</strong>`],
  ]
  const to = [invoice.customer_name, invoice.customer_email].filter((word) => word)
  return `<p>To ${text(to.join(', ') || 'the customer')}<br>
<span class="quiet-words">${date(invoice.created)} · ${text(inWords(invoice))}</span></p>
${table('Lines of the invoice', ['What', 'Quantity', 'Amount'], [...rows, ...sums], [1, 2])}`
}

/** `Paid on 5 May 2027.` */
function inWords({
  status,
  status_transitions: at,
  next_payment_attempt: next,
}: Stripe.Invoice): string {
  if (status === 'paid') return `Paid${at.paid_at ? ` on ${date(at.paid_at)}` : ''}.`
  if (status !== 'open') return status === 'draft' ? 'Not final yet.' : `It is ${status}.`
  return next ? `Not paid. The next try is on ${date(next)}.` : 'Not paid.'
}
