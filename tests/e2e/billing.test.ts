import { expect, test } from 'vitest'
import { awake, open } from '../support/browser.ts'
import { startJourney } from '../support/journey.ts'

const { url, stripe, mailbox, arrive, found, query } = await startJourney()
const [ada, bob, cleo, eve] = [
  await arrive('ada'),
  await arrive('bob'),
  await arrive('cleo'),
  await arrive('eve'),
]
const colleagues = [bob, cleo, eve]
await found('acme', ada)
const billing = `${url}/app/acme/billing`

test('a trial becomes a plan for four, by the year, is late, is paid, and ends', async () => {
  const page = await (await ada.browser()).newPage()
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const atStripe = () => page.waitForURL(`${stripe.url}/**`)
  const back = async () => {
    await page.waitForURL(`${billing}**`)
    await awake(page)
  }
  const says = (words: string | RegExp) => page.getByText(words).first().waitFor()
  /** What Stripe's events did shows on the page soon after. */
  const shows = async (words: string) => {
    await stripe.deliveries.settle()
    const read = async () => {
      await open(page, billing)
      await page.getByText('Asking Stripe').waitFor({ state: 'detached' })
      return (await page.getByRole('main').innerText()).replace(/\s+/g, ' ')
    }
    await expect.poll(read, { timeout: 20_000 }).toContain(words)
  }

  await open(page, `${url}/app/acme`)
  await page.getByRole('navigation').getByRole('link', { name: 'Billing' }).click()
  await press('Start 14-day trial of Team')
  await atStripe()
  await page.getByLabel('No card').check()
  await press('Start the trial')
  await back()
  await says('You have Team now. The trial lasts until')
  await page.getByRole('button', { name: 'Acme Team' }).waitFor()

  await stripe.clock.advanceBy(11)
  await shows('in 3 days. Add a card')
  await says('The trial of Team ends in 3 days.')
  await press('Add a card at Stripe')
  await atStripe()
  await addCard('4242')
  await back()
  await says('Visa ending in 4242')

  await page.getByRole('navigation').getByRole('link', { name: 'Members' }).click()
  await page.getByRole('button', { name: 'Invite people' }).click()
  await page.getByLabel('E-mail addresses').fill(colleagues.map(({ email }) => email).join(', '))
  await press('Invite 3 people')
  await says('3 of 3 invited.')
  for (const person of colleagues) {
    const { link } = await mailbox.letterTo(person.email, /invite/i)
    const [invitationId] = link.split('/').slice(-1)
    const body = { invitationId }
    const accepted = await person.fetch('/api/auth/organization/accept-invitation', { body })
    expect(accepted.status).toBe(200)
  }
  await shows('4 seats')
  await stripe.clock.advanceBy(4)
  await shows('Team Paid')
  await shows('Paid €48 PDF')

  await page.getByRole('tab', { name: 'By the year' }).click()
  await press('Switch to yearly')
  await atStripe()
  await press('Confirm')
  await back()
  await shows('Price €480 a year')

  await press('Change at Stripe')
  await atStripe()
  await addCard('0341')
  await back()
  await stripe.clock.advanceBy(366)
  await shows('Payment late')
  await says(/A payment did not go through\. Acme keeps Team until/)
  await press('Pay, or change the card')
  await atStripe()
  await addCard('4242', false)
  await page.getByRole('link', { name: /^Pay €/ }).click()
  await page.getByRole('button', { name: /^Pay €/ }).click()
  await page.getByRole('button', { name: /^Pay €/ }).waitFor({ state: 'detached' })
  await shows('Team Paid')

  await press('Move to Free…')
  await press('Go on to Stripe')
  await atStripe()
  await press('Cancel the plan')
  await page.getByRole('link', { name: 'Back' }).click()
  await back()
  await says('It is cancelled. You have Team until')
  await stripe.clock.advanceBy(367)
  await shows('Plan Free')
  await shows('Choose Team')
  expect(await query('select status from subscription')).toEqual([{ status: 'canceled' }])

  async function addCard(digits: string, leaves = true) {
    await page.getByLabel(new RegExp(`${digits} ·`)).check()
    await press('Add this card')
    await says(`Visa ending in ${digits}`)
    if (leaves) await page.getByRole('link', { name: 'Back' }).click()
  }
})
