import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { awake, open } from '../support/browser.ts'
import { password, startJourney } from '../support/journey.ts'

const { url, stripe, mailbox, arrive, found, query } = await startJourney()
const [ada, cleo, olive] = [await arrive('ada'), await arrive('cleo'), await arrive('olive')]
const acme = await found('acme', ada, [{ person: cleo, role: 'admin' }])

/** An event that failed, and a letter: what an operator finds in the morning. */
async function night(): Promise<void> {
  const back = '/app/acme/billing'
  const body = {
    referenceId: acme.id,
    customerType: 'organization',
    plan: 'business',
    annual: false,
    successUrl: back,
    cancelUrl: back,
    returnUrl: back,
  }
  const answer = await ada.fetch('/api/auth/subscription/upgrade', { body })
  const { url: page }: { url: string } = await answer.json()
  stripe.hands.pay(/\/pay\/(cs_\w+)/.exec(page)?.[1] ?? '', '4242424242424242')
  await stripe.deliveries.settle()
  const done = () => query(`select from stripe_event where state = 'done'`)
  await expect.poll(async () => (await done()).length, { timeout: 20_000 }).toBeGreaterThan(2)
  await query(`update stripe_event set state = 'failed', reason = 'Stripe did not answer.'
    where type = 'customer.subscription.created'`)
  await query(
    `insert into jobs.job (name, data, state, retry_limit, completed_on, output) values ('mail', $1, 'failed', 12, now(), $2)`,
    [
      {
        letter: 'account-deleted',
        to: 'lost@acme.test',
        props: { name: 'Lost', at: new Date().toISOString() },
      },
      { message: 'The mail service was away.' },
    ],
  )
}

test('an operator’s day: they look, are refused, step up, ban, unban, replay and send again, and the log tells it all', async () => {
  await night()
  const page = await (await olive.browser()).newPage()
  const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
  const goTo = (name: string) =>
    page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
  const why = async (label: string, reason: string, act: string) => {
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(label).fill(reason)
    await dialog.getByRole('button', { name: act, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  const act = async (name: string) => {
    await press('Acts')
    await page.getByRole('menuitem', { name, exact: true }).click()
  }

  await open(page, `${url}/operator`)
  await goTo('People')
  await page.getByRole('searchbox').or(page.getByLabel('Search')).first().fill('cleo')
  await page.waitForURL(/q=cleo/)
  await page.getByRole('link', { name: 'Cleo' }).click()

  await press('Look through their eyes')
  const begin = page.getByRole('dialog')
  await begin.getByLabel('Why').fill('She cannot find her project')
  await begin.getByRole('button', { name: 'Begin looking' }).click()
  await page.getByText('You look through Cleo’s eyes').waitFor()
  await page.getByRole('link', { name: /Acme/ }).first().click()
  await makeProject(page, 'Found again')
  await page
    .getByText('You are looking through Cleo’s eyes')
    .or(page.getByText(/only look/i))
    .first()
    .waitFor()
  await open(page, `${url}/app/acme`)

  await press('Allow changes…')
  const allow = page.getByRole('dialog')
  await allow.getByLabel('Why').fill('She asked me to')
  await allow.getByLabel('Your own password').fill(password)
  await allow.getByRole('button', { name: 'Allow changes' }).click()
  await page.getByText('Changes allowed').waitFor()
  await makeProject(page, 'Found again')
  await page.getByRole('link', { name: 'Found again' }).first().waitFor()
  await press('Stop')
  await page.waitForURL(`${url}/operator/users/${cleo.id}`)
  await awake(page)

  await act('Ban')
  await why('Reason', 'Somebody else used her account', 'Ban')
  await page.getByText('Somebody else used her account').first().waitFor()
  expect((await cleo.fetch('/api/auth/get-session')).status).toBe(200)
  expect(await (await cleo.fetch('/api/auth/get-session')).json()).toBe(null)
  await act('Lift the ban')
  await why('Reason', 'It is her again', 'Lift the ban')

  await goTo('Billing')
  await page
    .getByRole('row', { name: /customer.subscription.created/ })
    .getByText('Failed')
    .waitFor()
  await page
    .getByRole('button', { name: /customer.subscription.created/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Replay…' }).click()
  await why('Reason', 'Stripe answers again', 'Replay')
  const state = async () => {
    const [row] = await query<{ state: string }>(
      `select state from stripe_event where type = 'customer.subscription.created'`,
    )
    return row?.state
  }
  await expect.poll(state, { timeout: 20_000 }).toBe('done')

  await goTo('Letters')
  await page
    .getByRole('link', { name: /account deleted/i })
    .first()
    .click()
  await press('Send again…')
  await why('Reason', 'The mail service is back', 'Send again')
  await mailbox.letterTo('lost@acme.test')

  await goTo('Audit')
  await page.getByRole('list', { name: 'Audit log' }).waitFor()
  const said = await page.getByRole('list', { name: 'Audit log' }).innerText()
  const story = [
    'sent the letter',
    'replayed the event',
    'lifted the ban of Cleo',
    'banned Cleo',
    'Found again',
    'She asked me to',
    'She cannot find her project',
  ]
  const places = story.map((words) => said.indexOf(words))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  await press('Verify every log')
  await page
    .getByText(/verified/i)
    .first()
    .waitFor()
})

async function makeProject(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Projects' }).click()
  await page.getByRole('button', { name: 'New project' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create project' }).click()
}
