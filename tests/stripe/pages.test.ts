import { afterAll, beforeEach, expect, test } from 'vitest'
import { aCheckout, aShop, withSdk } from './with-sdk'

const { stripe, standIn } = await withSdk()
afterAll(() => standIn.stop())
beforeEach(() => standIn.reset())

const back = 'http://localhost:3000/billing'
const [pays, refused, declines, asks] = [
  '4242424242424242',
  '4000000000000002',
  '4000000000000341',
  '4000002500003155',
]

/** A page as somebody reads it: its words without markup. */
async function look(address: string): Promise<{ status: number; says: string; html: string }> {
  return read(await fetch(new URL(address, standIn.url)))
}

/** Presses a button: what its form sends. */
async function press(address: string, fields: Record<string, string> = {}) {
  const answer = await fetch(new URL(address, standIn.url), {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  return { ...(await read(answer)), leads: answer.headers.get('location') }
}

async function read(answer: Response) {
  const html = await answer.text()
  const says = html
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
  return { status: answer.status, html, says }
}

async function aCustomer() {
  const shop = await aShop(stripe)
  const { id } = await aCheckout(stripe, shop)
  standIn.hands.pay(id, pays)
  const [subscription] = (await stripe.subscriptions.list({ customer: shop.customer.id })).data
  const [item] = subscription?.items.data ?? []
  if (!subscription || !item) throw new Error('Nothing was bought.')
  return { ...shop, id: shop.customer.id, subscription, item }
}

test('every page says that it is a stand-in, carries no script and belongs to nobody else', async () => {
  const shop = await aShop(stripe)
  const { url } = await aCheckout(stripe, shop)
  for (const address of [url ?? '', '/', '/nothing']) {
    const { html, says } = await look(address)
    expect(says, address).toContain('This is a stand-in for Stripe. No money moves.')
    expect(html, address).not.toContain('<script')
  }
  expect((await look('/pay/cs_none')).status).toBe(404)
})

test('a payment page says what is bought and what is due, and leads back', async () => {
  const shop = await aShop(stripe)
  const { url } = await aCheckout(stripe, shop)
  const { says, html } = await look(url ?? '')
  expect(says).toContain('Team 3 × €12.00 per month €36.00')
  expect(says).toContain('Due today: €36.00')
  expect(html).toContain('href="http://localhost:3000/back"')
  expect(says).not.toContain('No card')
})

test('a card that is refused stays on the page; one that pays leads on', async () => {
  const shop = await aShop(stripe)
  const { url, id } = await aCheckout(stripe, shop)
  const stays = await press(url ?? '', { card: refused })
  expect(stays.status).toBe(402)
  expect(stays.says).toContain('Your card was declined.')
  expect(stays.html).toMatch(new RegExp(`value="${refused}" checked`))
  expect((await press(url ?? '', { card: declines })).says).toContain('Your card was declined.')
  expect((await stripe.subscriptions.list({ customer: shop.customer.id })).data).toEqual([])

  const done = await press(url ?? '', { card: pays })
  expect(done).toMatchObject({ status: 303, leads: `http://localhost:3000/done?id=${id}` })
  expect((await look(`/pay/${id}`)).says).toContain('This payment page is closed')
  expect((await press(`/pay/${id}`, { card: pays })).says).toContain('This payment page is closed')
})

test('a bank that asks is answered with yes or no', async () => {
  const shop = await aShop(stripe)
  const { url, id } = await aCheckout(stripe, shop)
  const asked = await press(url ?? '', { card: asks })
  expect(asked.says).toContain('The bank asks whether this is you')
  expect(asked.html).toContain(`name="card" value="${asks}"`)
  const no = await press(`/pay/${id}`, { card: asks, answer: 'no' })
  expect(no.says).toContain('could not confirm')
  const yes = await press(`/pay/${id}`, { card: asks, answer: 'yes' })
  expect(yes.leads).toContain('/done')
})

test('a trial begins without a card where none is asked for', async () => {
  const shop = await aShop(stripe)
  const { url } = await aCheckout(stripe, shop, {
    payment_method_collection: 'if_required',
    subscription_data: { trial_period_days: 14 },
  })
  const { says } = await look(url ?? '')
  expect(says).toContain('14 days free, until')
  expect(says).toContain('Due today: €0.00')
  expect(says).toContain('No card: start without one')
  expect((await press(url ?? '', { card: '' })).leads).toContain('/done')
  const [subscription] = (await stripe.subscriptions.list({ customer: shop.customer.id })).data
  expect(subscription?.status).toBe('trialing')
})

test('a promotion code lowers what is due, and a wrong one is said', async () => {
  const shop = await aShop(stripe)
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' })
  await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
    code: 'HALF',
  })
  const { id } = await aCheckout(stripe, shop, { allow_promotion_codes: true })
  expect((await look(`/pay/${id}?promotion_code=HALF`)).says).toContain('Due today: €18.00')
  const wrong = await press(`/pay/${id}`, { card: pays, promotion_code: 'NONE' })
  expect(wrong.says).toContain('This code is not valid.')
  await press(`/pay/${id}`, { card: pays, promotion_code: 'half' })
  const [invoice] = (await stripe.invoices.list({ customer: shop.customer.id })).data
  expect(invoice?.amount_paid).toBe(1_800)
})

test('the portal shows plan, cards and invoices; cards are added, chosen and removed', async () => {
  const { id: customer } = await aCustomer()
  const { url } = await stripe.billingPortal.sessions.create({ customer, return_url: back })
  const { says, html } = await look(url)
  expect(says).toContain('Team: 3 × €12.00 per month')
  expect(says).toContain('Renews on')
  expect(says).toContain('Visa ending in 4242 is paid with')
  expect(says).toMatch(/ATRIUM-\d+ .* €36.00 · paid/)
  expect(html).toContain(`href="${back}"`)

  await press(url, { act: 'add', card: '5555555555554444' })
  expect((await look(url)).says).toContain('Mastercard ending in 4444 is paid with')
  expect((await press(url, { act: 'add', card: refused })).says).toContain(
    'Your card was declined.',
  )
  const [first] = [...standIn.world.paymentMethods.values()]
  await press(url, { act: 'prefer', id: first?.id ?? '' })
  expect((await look(url)).says).toContain('Visa ending in 4242 is paid with')
  await press(url, { act: 'remove', id: first?.id ?? '' })
  expect((await look(url)).says).not.toContain('4242 is paid with')
})

test('a plan is cancelled on a page of its own, which leads back', async () => {
  const { id: customer, subscription } = await aCustomer()
  const { url } = await stripe.billingPortal.sessions.create({
    customer,
    flow_data: {
      type: 'subscription_cancel',
      after_completion: { type: 'redirect', redirect: { return_url: back } },
      subscription_cancel: { subscription: subscription.id },
    },
  })
  expect((await look(url)).says).toContain('is not renewed')
  expect((await press(url)).leads).toBe(back)
  const plain = await stripe.billingPortal.sessions.create({ customer })
  expect((await look(plain.url)).says).toContain('Ends on')
  await press(plain.url, { act: 'resume', id: subscription.id })
  expect((await look(plain.url)).says).toContain('Renews on')
})

test('a change is shown before it is confirmed, with what is due', async () => {
  const { id: customer, subscription, item, year } = await aCustomer()
  const { url } = await stripe.billingPortal.sessions.create({
    customer,
    flow_data: {
      type: 'subscription_update_confirm',
      after_completion: {
        type: 'hosted_confirmation',
        hosted_confirmation: { custom_message: 'Well done.' },
      },
      subscription_update_confirm: {
        subscription: subscription.id,
        items: [{ id: item.id, price: year.id, quantity: 3 }],
      },
    },
  })
  const { says } = await look(url)
  expect(says).toContain('Now Team: 3 × €12.00 per month')
  expect(says).toContain('Then Team: 3 × €120.00 per year')
  expect(says).toContain('Due today: €324.00')
  expect((await press(url, { card: declines })).says).toContain('Your card was declined.')
  expect((await press(url, { card: pays })).says).toContain('Well done.')
})

test('an invoice has a page and a sheet of paper, and is paid there while it is open', async () => {
  const { id: customer } = await aCustomer()
  standIn.hands.addCard(customer, declines)
  await standIn.clock.advanceBy(32)
  const [open] = (await stripe.invoices.list({ customer, status: 'open' })).data
  const page = await look(open?.hosted_invoice_url ?? '')
  expect(page.says).toContain('Not paid. The next try is on')
  expect(page.says).toContain('Pay €36.00')
  const paper = await look(open?.invoice_pdf ?? '')
  expect(paper.says).toContain(`Invoice ${open?.number}`)
  expect(paper.html).not.toContain('<button')
  const address = open?.hosted_invoice_url ?? ''
  expect((await press(address, { card: refused })).says).toContain('Your card was declined.')
  await press(address, { card: pays })
  expect((await look(address)).says).toContain('Paid on')
})

test('the board shows what there is, moves the clock, and sends an event again', async () => {
  const { id: customer } = await aCustomer()
  const { says } = await look('/')
  expect(says).toContain('3 × Team, month')
  expect(says).toContain('Events go nowhere.')
  const heard: string[] = []
  standIn.deliveries.deliverTo(async (request) => {
    heard.push((await request.json()).type)
    return new Response()
  })
  await press('/', { act: 'advance', name: 'renewal' })
  expect(heard).toContain('invoice.paid')
  expect((await stripe.invoices.list({ customer })).data).toHaveLength(2)
  heard.length = 0
  const [event] = (await stripe.events.list({ type: 'invoice.paid' })).data
  await press('/', { act: 'replay', id: event?.id ?? '' })
  expect(heard).toEqual(['invoice.paid'])
  await press('/', { act: 'turn', duplicate: '1', delay: '5', shuffle: '0', drop: '9' })
  expect(standIn.deliveries.knobs()).toMatchObject({ duplicate: 1, delay: 5, drop: 1 })
  await press('/', { act: 'pause' })
  expect((await look('/')).says).toContain('They are held back.')
})

test('a button that another site presses does nothing', async () => {
  const answer = await fetch(standIn.url, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams({ act: 'advance', name: 'year' }),
  })
  expect(answer.status).toBe(403)
  expect(Math.abs(standIn.clock.now().getTime() - Date.now())).toBeLessThan(5_000)
})
