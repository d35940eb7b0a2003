import { expect, test } from 'vitest'
import { awake, open } from '../../support/browser.ts'
import { startJourney } from '../../support/journey.ts'

const { url, stripe, arrive, found, query } = await startJourney()
const [ada, bob, olive] = [await arrive('ada'), await arrive('bob'), await arrive('olive')]
await found('acme', ada, [{ person: bob, role: 'admin' }])
const billing = `${url}/app/acme/billing`
const session = await ada.browser()

test('a plan is bought, moved up, moved down for later and back, cancelled and kept', async () => {
  const page = await session.newPage()
  const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
  const main = async () => (await page.getByRole('main').innerText()).replace(/\s+/g, ' ')
  const atStripe = () => page.waitForURL(`${stripe.url}/**`)
  const back = async () => {
    await page.waitForURL(`${billing}**`)
    await awake(page)
  }
  /** What Stripe's events did shows on the page soon after. */
  const shows = async (words: string) => {
    await stripe.deliveries.settle()
    const read = async () => {
      await open(page, billing)
      await page.getByText('Asking Stripe').waitFor({ state: 'detached' })
      return main()
    }
    await expect.poll(read, { timeout: 20_000 }).toContain(words)
  }

  await open(page, billing)
  await press('Start 14-day trial of Team')
  await atStripe()
  await page.getByLabel(/4242 ·/).check()
  await press('Start the trial')
  await back()
  await stripe.clock.advanceBy(15)
  await shows('Team Paid')

  await page.getByRole('navigation').getByRole('link', { name: 'Members' }).click()
  await page.getByRole('button', { name: 'Invite people' }).click()
  await page
    .getByText('Each person who joins adds €12 a month. With one more, the next invoice becomes €')
    .waitFor()
  await open(page, billing)

  await press('Upgrade to Business')
  await atStripe()
  await press('Confirm')
  await back()
  await shows('Business Paid')

  await press('Move to Team…')
  await page.getByText('Until then you have Business, and nothing is charged.').waitFor()
  await press('Move to Team')
  await page.getByRole('button', { name: 'Keep Business' }).waitFor()
  expect(await main()).toMatch(/From \d+ \w+ \d{4} on it is Team, paid by the month\./)
  await press('Keep Business')
  await page.getByRole('button', { name: 'Move to Team…' }).waitFor()
  expect(await main()).not.toContain('on it is Team')

  await press('Move to Free…')
  await press('Go on to Stripe')
  await atStripe()
  await press('Cancel the plan')
  await page.getByRole('link', { name: 'Back' }).click()
  await back()
  await shows('After that you have Free.')
  await press('Keep Business')
  await page.getByRole('button', { name: 'Move to Free…' }).waitFor()
  expect(await query('select plan, cancel_at_period_end as ends from subscription')).toEqual([
    { plan: 'business', ends: false },
  ])
})

test('an operator finds a failed event, replays it with a reason, and sees why the plan is what it is', async () => {
  await query(`update stripe_event set state = 'failed', reason = 'StripeConnectionError'
    where id = (select id from stripe_event where type = 'customer.subscription.updated' limit 1)`)
  const page = await (await olive.browser()).newPage()
  await open(page, `${url}/operator/billing`)
  await page.getByRole('button', { name: '1 failed' }).click()
  await page.getByText('1 event', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'customer.subscription.updated' }).click()
  const sheet = page.getByRole('dialog', { name: 'Event of Stripe' })
  await sheet.getByText('"object": "event"').waitFor()
  await sheet.getByRole('button', { name: 'Replay…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Replay this event?' })
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click()
  await dialog.getByText('Say why, in a few words.').waitFor()
  await dialog.getByLabel('Reason').fill('Stripe is back.')
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  const failed = () => query(`select id from stripe_event where state in ('failed', 'waiting')`)
  await expect.poll(failed, { timeout: 20_000 }).toEqual([])

  await sheet.getByRole('link', { name: 'Acme' }).click()
  await page.getByText(/^Business, because subscription sub_\S+ is active and paid until/).waitFor()
  await page.getByText('Olive, operator, replayed the event').first().waitFor()
})
