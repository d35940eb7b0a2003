import { createEmailVerificationToken } from 'better-auth/api'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { context, open } from '../../support/browser.ts'
import { password, people, startJourney } from '../../support/journey.ts'

const { url, secret, mailbox, query, count, arrive, found, invite } = await startJourney()
const ada = await arrive('ada')
const bob = await arrive('bob')
const eve = await arrive('eve')
const acme = await found('acme', ada)
const guest = async () => (await context({ baseURL: url })).newPage()

const useless =
  'This link does not work: it was used already, is too old, or was not copied whole. Ask for a new one.'

test('an invitation that is garbled, too old or somebody else’s says so, and lets nobody in', async () => {
  const page = await guest()
  for (const garbled of ['nonsense', 'x'.repeat(200), '%F0%9F%8C%BF']) {
    await open(page, `${url}/invitation/${garbled}`)
    await sees(page, 'There is no such invitation. Check that the whole link was copied.')
  }

  const id = await invite(ada, acme, people.cleo.email)
  const eves = await (await eve.browser()).newPage()
  await open(eves, `${url}/invitation/${id}`)
  await sees(eves, 'This invitation is for another address')
  expect(await eves.getByRole('button', { name: 'Accept' }).count()).toBe(0)
  await eves.getByRole('link', { name: 'Sign in with the other account' }).click()
  await eves.waitForURL('**/sign-in?**')
  expect(await eves.getByLabel('E-mail').inputValue()).toBe(people.cleo.email)

  await query("update invitation set expires_at = now() at time zone 'utc' - interval '1 minute'")
  await open(page, `${url}/invitation/${id}`)
  await sees(page, 'This invitation has expired. Ask for a new one.')
  expect(await count('member')).toBe(1)
})

test('an invitation works once, and one called back meanwhile is refused where it is answered', async () => {
  const page = await (await bob.browser()).newPage()
  const first = await invite(ada, acme, bob.email)
  await open(page, `${url}/invitation/${first}`)
  const body = { invitationId: first }
  expect((await ada.fetch('/api/auth/organization/cancel-invitation', { body })).status).toBe(200)
  await page.getByRole('button', { name: 'Accept and join' }).click()
  await sees(page, 'This invitation is not open any more. Ask for a new one.')
  await open(page, `${url}/invitation/${first}`)
  await sees(page, 'This invitation was called back. Ask whoever sent it.')

  const second = await invite(ada, acme, bob.email)
  await open(page, `${url}/invitation/${second}`)
  await page.getByRole('button', { name: 'Accept and join' }).dblclick()
  await page.getByRole('heading', { name: 'Acme' }).waitFor()
  await open(page, `${url}/invitation/${second}`)
  await sees(page, 'This invitation has been accepted already.')
  expect(await count('member', `user_id = '${bob.id}'`)).toBe(1)
})

test('a link to a new password works once, and not when it is garbled or too old', async () => {
  const page = await guest()
  const chosen = 'four quiet grey stones'
  await open(page, `${url}/reset-password?token=nonsense`)
  await choose(page, chosen)
  await sees(page, useless)
  expect(await page.getByLabel('New password').inputValue()).toBe(chosen)

  await page.getByRole('link', { name: 'Ask for a new link' }).click()
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
  await page.getByLabel('E-mail').fill(eve.email)
  await page.getByRole('button', { name: 'Send me a link' }).dblclick()
  const { link } = await mailbox.letterTo(eve.email, /Choose a new password/)
  // A reset is kept by whose it is; beside it stand challenges of the sign-in page.
  expect(await count('verification', `value = '${eve.id}'`)).toBe(1)
  await open(page, link)
  await choose(page, chosen)
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
  await open(page, link)
  await choose(page, 'another four grey stones')
  await sees(page, useless)

  await open(page, `${url}/reset-password`)
  await page.getByLabel('E-mail').fill(eve.email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  const late = await mailbox.letterTo(eve.email, /Choose a new password/)
  await query("update verification set expires_at = now() at time zone 'utc' - interval '1 minute'")
  await open(page, late.link)
  await choose(page, 'another four grey stones')
  await sees(page, useless)
})

test('a link that confirms an address says what is the matter when it is garbled, too old or used', async () => {
  const page = await guest()
  const { name, email } = people.cleo
  await open(page, `${url}/sign-up`)
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).dblclick()
  const { link } = await mailbox.letterTo(email, /Confirm/)
  expect(await count('"user"', `email = '${email}'`)).toBe(1)

  await open(page, `${url}/verify-email?token=nonsense`)
  await sees(page, useless)
  await open(page, `${url}/verify-email`)
  await sees(page, useless)
  const late = await createEmailVerificationToken(secret, email, undefined, -60)
  await open(page, `${url}/verify-email?token=${late}`)
  await sees(page, 'This link has expired. Ask for a new one.')
  expect(await count('"user"', `email = '${email}' and email_verified`)).toBe(0)

  await page.goto(link)
  await page.getByRole('heading', { name: 'Your organizations' }).waitFor()
  const elsewhere = await guest()
  await open(elsewhere, link)
  await sees(elsewhere, 'Your address is confirmed. Sign in to go on.')
})

async function choose(page: Page, secret: string) {
  await page.getByLabel('New password').fill(secret)
  await page.getByRole('button', { name: 'Change password' }).dblclick()
}

const sees = (page: Page, sentence: string) => page.getByText(sentence).waitFor()
