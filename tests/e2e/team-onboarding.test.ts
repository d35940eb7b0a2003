import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { awake, context, open } from '../support/browser.ts'
import { password, people, startJourney } from '../support/journey.ts'

const { url, mailbox, stripe } = await startJourney()
const { ada, bob, cleo, eve } = people
const colleagues = [bob, cleo, eve]

/** Milliseconds that a finger stays down, and between two letters: added up, not waited for. */
const pace = { press: 400, letter: 80 }
/** Seconds in which somebody watching has seen it all. */
const patience = 120
const fingers = new Map<Page, number>()

test('a new owner is led to a team at work, three colleagues land in it from their letters, seats rise, and the trial becomes a paid plan', async () => {
  const began = performance.now()
  const owner = await newPerson()
  await open(owner, '/sign-up')
  await type(owner.getByLabel('E-mail'), ada.email)
  await signUp(owner, ada)
  await owner.goto((await mailbox.letterTo(ada.email, /confirm/i)).link)
  await press(owner.getByRole('link', { name: 'Create an organization' }))

  await type(owner.getByLabel('Name'), 'Acme')
  await press(owner.getByRole('button', { name: 'Create organization' }))

  await heading(owner, 'Form the first team')
  await type(owner.getByLabel('Name'), 'Design')
  await press(owner.getByRole('button', { name: 'Create team' }))

  await heading(owner, 'Invite colleagues')
  const addresses = colleagues.map(({ email }) => email).join(', ')
  await type(owner.getByLabel('E-mail addresses'), addresses)
  expect(await owner.getByLabel('Design').isChecked(), 'the new team is proposed').toBe(true)
  await press(owner.getByRole('button', { name: 'Invite 3 people' }))
  await owner.getByText('3 of 3 invited.').waitFor()
  await press(owner.getByRole('link', { name: 'Next step' }))

  const arrivals = Promise.all(colleagues.map(arriveByLetter))
  await heading(owner, 'Make the first project')
  await type(owner.getByLabel('Name'), 'Spring catalogue')
  await press(owner.getByRole('button', { name: 'Create project' }))
  await heading(owner, 'Acme')
  expect(await owner.getByRole('heading', { name: 'First steps' }).count()).toBe(0)

  await startTrial(owner)
  for (const page of await arrivals) {
    await page.getByRole('link', { name: 'Spring catalogue' }).waitFor()
    expect(await page.getByRole('heading', { name: 'First steps' }).count()).toBe(0)
  }
  await press(owner.getByRole('navigation').getByRole('link', { name: 'Teams' }))
  await press(owner.getByRole('table').getByRole('link', { name: 'Design' }))
  await heading(owner, 'Design')
  expect((await peopleSeen(owner)).sort()).toEqual(['Ada (you)', 'Bob', 'Cleo', 'Eve'])

  await bill(owner, '4 seats')
  await stripe.clock.advanceBy(15)
  await bill(owner, 'Paid')
  const receipt = await mailbox.letterTo(ada.email, /receipt/)
  expect(receipt.subject).toContain('€48.00')

  const slowest = Math.max(...(await arrivals).map((page) => fingers.get(page) ?? 0))
  const seconds = (performance.now() - began + (fingers.get(owner) ?? 0) + slowest) / 1000
  console.log(`From the sign-up to a team of four that is paid for: ${seconds.toFixed(1)} seconds.`)
  expect(seconds).toBeLessThan(patience)
})

/** From the letter to the team's page, by way of an account. */
async function arriveByLetter(somebody: { name: string; email: string }): Promise<Page> {
  const page = await newPerson()
  const invitation = await mailbox.letterTo(somebody.email, /Acme/)
  await open(page, invitation.link)
  await press(page.getByRole('link', { name: 'Create an account' }))
  await page.waitForURL('**/sign-up?**')
  await awake(page)
  await signUp(page, somebody)
  await page.goto((await mailbox.letterTo(somebody.email, /confirm/i)).link)
  await page.waitForURL(invitation.link)
  await press(page.getByRole('button', { name: 'Accept and join' }))
  await page.waitForURL('**/app/acme/teams/*')
  await heading(page, 'Design')
  return page
}

/** With a test card, on the stand-in's payment page. */
async function startTrial(owner: Page) {
  await press(owner.getByRole('navigation').getByRole('link', { name: 'Billing' }))
  await press(owner.getByRole('button', { name: 'Start 14-day trial of Team' }))
  await owner.waitForURL(`${stripe.url}/**`)
  await owner.getByLabel(/4242/).check()
  await press(owner.getByRole('button', { name: 'Start the trial' }))
  await owner.waitForURL(`${url}/app/acme/billing**`)
  await awake(owner)
  await owner.getByText('You have Team now.').waitFor()
}

/** What the bill says once Stripe's events have arrived. */
async function bill(owner: Page, words: string) {
  await stripe.deliveries.settle()
  const read = async () => {
    await open(owner, `${url}/app/acme/billing`)
    return (await owner.getByRole('main').innerText()).replace(/\s+/g, ' ')
  }
  await expect.poll(read, { timeout: 20_000 }).toContain(words)
}

async function newPerson(): Promise<Page> {
  return (await context({ baseURL: url })).newPage()
}

async function signUp(page: Page, { name, email }: { name: string; email: string }) {
  await type(page.getByLabel('Name'), name)
  await type(page.getByLabel('Password', { exact: true }), password)
  await press(page.getByRole('button', { name: 'Create account' }))
  await page.getByText(`We have sent a letter to ${email}.`).waitFor()
}

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true, level: 1 }).waitFor()

async function type(field: Locator, words: string) {
  spend(field, words.length * pace.letter)
  await field.pressSequentially(words)
}

async function press(control: Locator) {
  spend(control, pace.press)
  await control.hover()
  await control.click()
}

function spend(where: Locator, milliseconds: number) {
  const page = where.page()
  fingers.set(page, (fingers.get(page) ?? 0) + milliseconds)
}

async function peopleSeen(page: Page): Promise<string[]> {
  const rows = page.getByRole('table', { name: 'People' }).getByRole('row')
  await rows.nth(4).waitFor()
  const names = (await rows.all()).slice(1).map((row) => row.getByRole('cell').first().innerText())
  return (await Promise.all(names)).map((text) => text.split('\n').at(-1) ?? '')
}
