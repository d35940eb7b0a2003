import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { openProviders } from '../../../dev/providers.ts'
import { awake, context, open } from '../../support/browser.ts'
import { people, startJourney } from '../../support/journey.ts'
import { freePort } from '../../support/server.ts'

const { ada, eve } = people
const port = String(await freePort())
const standIns: { stop: () => Promise<unknown> }[] = []
const environment = await openProviders(
  async (_name, start) => {
    const part = await start()
    standIns.push(part)
    return part
  },
  { origin: `http://localhost:${port}`, anyPort: true },
)
afterAll(() => Promise.all(standIns.map((part) => part.stop())))
const { url, mailbox, query, arrive, found, invite } = await startJourney({
  PORT: port,
  ...environment,
})

test('a person comes with Google, links GitHub, comes back with it, unlinks Google, and is asked for the second step', async () => {
  const page = await (await context()).newPage()
  await open(page, `${url}/sign-up?redirect=${encodeURIComponent('/app/account/security')}`)
  await button(page, 'Continue with Google').click()
  await chooseThere(page, ada.email)
  await page.waitForURL('**/app/account/security')
  await awake(page)
  expect(await query('select name, email, email_verified from "user"')).toEqual([
    { name: ada.name, email: ada.email, email_verified: true },
  ])

  await button(page, 'Link GitHub').click()
  await chooseThere(page, eve.email)
  await page.getByText('This account has another address than yours here.').waitFor()
  await awake(page)
  await button(page, 'Link GitHub').click()
  await chooseThere(page, ada.email)
  await button(page, 'Unlink GitHub').waitFor()
  expect(page.url()).not.toContain('error')
  const told = await mailbox.letterTo(ada.email, /^An account elsewhere was linked/)
  expect(told.text).toContain('GitHub')

  await signOut(page)
  await button(page, 'Continue with Google').getByText('Last used').waitFor()
  await button(page, 'Continue with GitHub').click()
  await page.waitForURL('**/login/oauth/authorize**')
  await page.goBack()
  await awake(page)
  await button(page, 'Continue with GitHub').click()
  await chooseThere(page, ada.email)
  await page.waitForURL(/\/app/)
  await open(page, `${url}/app/account/security`)
  await unlink(page, 'Google')
  await button(page, 'Link Google').waitFor()

  await query('update "user" set two_factor_enabled = true')
  // Nobody comes and goes this often within a minute.
  await query('delete from rate_limit')
  await signOut(page)
  await open(page, `${url}/sign-in?redirect=${encodeURIComponent('/app/account/security')}`)
  await button(page, 'Continue with GitHub').click()
  await chooseThere(page, ada.email)
  await page.waitForURL('**/two-factor?redirect=*')
  await awake(page)
  await button(page, 'Send me a code').click()
  const { text } = await mailbox.letterTo(ada.email, /\d{6}|code/i)
  await page.getByLabel('Code from our letter').fill(text.match(/\b\d{6}\b/)?.[0] ?? '')
  await page.getByLabel('Code from our letter').press('Enter')
  await page.waitForURL('**/app/account/security')
  await button(page, 'Unlink GitHub').waitFor()
})

test('whoever says no at the provider, or comes back too late, reads why, can try again, and finds the invitation they came for', async () => {
  const bob = await arrive('bob')
  const globex = await found('globex', bob)
  const page = await (await context()).newPage()
  const invitation = `/invitation/${await invite(bob, globex, eve.email)}`
  for (const error of ['access_denied', 'state_mismatch']) {
    const search = new URLSearchParams({ redirect: invitation, error })
    await open(page, `${url}/sign-in?${search}`)
    await page
      .getByRole('alert')
      .getByText(/Nothing was done|Try again/)
      .waitFor()
  }
  await button(page, 'Continue with Google').click()
  await chooseThere(page, eve.email)
  await page.waitForURL(`**${invitation}`)
  await awake(page)
  await button(page, 'Accept and join').click()
  await page.waitForURL(`${url}/app/globex`)
})

const button = (page: Page, name: string) => page.getByRole('button', { name })

/** On the stand-in's page. */
async function chooseThere(page: Page, email: string): Promise<void> {
  await page.waitForURL('**/o*auth*/**')
  await page.getByRole('button', { name: email }).click()
}

async function unlink(page: Page, provider: string): Promise<void> {
  await button(page, `Unlink ${provider}`).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: `Unlink ${provider}` }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Ada/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await awake(page)
}
