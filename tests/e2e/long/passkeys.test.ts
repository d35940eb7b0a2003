import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { context, open } from '../../support/browser.ts'
import { password, startJourney } from '../../support/journey.ts'

const { url, query, arrive, found, invite, signIn } = await startJourney()
const ada = await arrive('ada')
const eve = await arrive('eve')
const globex = await found('globex', eve)

const kind = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const

/** A page of a browser with a device that keeps passkeys, as Chromium plays one. */
async function withDevice(browser: BrowserContext) {
  const page = await browser.newPage()
  const session = await browser.newCDPSession(page)
  await session.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: kind,
  })
  return {
    page,
    /** From now on it asks for no PIN, no face and no finger, and says so. */
    askNothing: () =>
      session.send('WebAuthn.setResponseOverrideBits', { authenticatorId, isBadUV: true }),
  }
}

const age = () => query("update session set created_at = now() - interval '2 days'")
const sessions = () => query<{ id: string }>('select id from session order by id')
const confirmation = (page: Page) => page.getByRole('dialog', { name: 'Confirm that it is you' })
const addButton = (page: Page) => page.getByRole('button', { name: 'Add a passkey' })
const atHome = (page: Page) => page.getByRole('heading', { name: 'Your organizations' }).waitFor()
/** Until the next page is loaded the browser then offers no passkey by itself. */
const signOut = async (page: Page) => {
  await page.evaluate(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
  })
  await page.getByRole('button', { name: /^Ada/ }).click()
  await page.getByRole('menuitem', { name: /^Sign out/ }).click()
  await page.waitForURL(/sign-in/)
}

test('a passkey is added after confirming, named, used by the button and by autofill, and removed', async () => {
  const { page, askNothing } = await withDevice(await ada.browser())
  await age()
  const before = await sessions()
  await open(page, `${url}/app/account/security`)
  await addButton(page).click()
  await confirmation(page).getByLabel('Password', { exact: true }).fill('not the password')
  await confirmation(page).getByRole('button', { name: 'Confirm' }).click()
  await confirmation(page).getByText('This is not the password you have now.').waitFor()
  await confirmation(page).getByLabel('Password', { exact: true }).fill(password)
  await confirmation(page).getByRole('button', { name: 'Confirm' }).click()
  const naming = page.getByRole('dialog', { name: 'Your passkey is ready' })
  await naming.getByLabel('Name').fill('Office laptop')
  await naming.getByRole('button', { name: 'Save name' }).click()
  await naming.waitFor({ state: 'detached' })
  await page.getByText('Office laptop').waitFor()
  expect(await sessions()).toEqual(before)

  // The same again, confirmed by the passkey itself; the browser knows that this device has one already.
  await age()
  await addButton(page).click()
  await confirmation(page).getByRole('button', { name: 'Use a passkey' }).click()
  await confirmation(page).getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByText('This device has a passkey for your account already.').waitFor()
  expect(await sessions()).toEqual(before)

  await signOut(page)
  await page.getByRole('button', { name: /Use a passkey/ }).click()
  await atHome(page)

  // An invitation that is opened by nobody yet waits until its reader is in.
  await signOut(page)
  await page.goto(`${url}/invitation/${await invite(eve, globex, ada.email)}`)
  await page.evaluate(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
  })
  await page.getByRole('link', { name: 'I have an account' }).click()
  await page.getByRole('button', { name: /Use a passkey/ }).click()
  await page.getByRole('button', { name: 'Accept and join' }).click()
  await page.waitForURL(`${url}/app/globex`)

  // By what the browser offers in the field, where the device is touched at once.
  await signOut(page)
  await page.goto(`${url}/sign-in`)
  await atHome(page)

  // The device asks for no finger: for whoever has two-step sign-in that is the first step only.
  await askNothing()
  await query('update "user" set two_factor_enabled = true')
  await signOut(page)
  await page.getByRole('button', { name: /Use a passkey/ }).click()
  await page.waitForURL(/two-factor/)
  await query('update "user" set two_factor_enabled = false')
})

test('closing the question changes nothing, and removing a passkey ends it', async () => {
  const { page } = await withDevice(await (await signIn(ada.email)).browser())
  await age()
  await open(page, `${url}/app/account/security`)
  await addButton(page).click()
  await confirmation(page).getByRole('button', { name: 'Close' }).click()
  await page.getByText('Nothing was changed.').waitFor()

  await page.getByRole('button', { name: 'What to do with Office laptop' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('button', { name: 'Remove passkey' }).click()
  await page.getByText('You have none yet.').waitFor()
  expect(await query('select from passkey')).toEqual([])

  const other = await withDevice(await context({ baseURL: url }))
  await open(other.page, `${url}/sign-in`)
  await other.page.getByRole('button', { name: /Use a passkey/ }).click()
  await other.page.getByText('No passkey was used.').waitFor()
})
