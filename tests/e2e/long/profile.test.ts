import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open } from '../../support/browser.ts'
import { password, startJourney } from '../../support/journey.ts'

const { url, query, mailbox, arrive, found, invite, signIn } = await startJourney()
const ada = await arrive('ada')
await found('acme', ada)

test('a new name stands in the header, among the members and in another tab, with nothing loaded anew', async () => {
  const browser = await ada.browser()
  const other = await browser.newPage()
  await open(other, `${url}/app/acme/members`)
  const page = await browser.newPage()
  await open(page, `${url}/app/acme/members`)
  await members(page).getByText('Ada (you)').waitFor()
  await page.evaluate(() => document.body.setAttribute('data-same-document', ''))

  await page.getByRole('button', { name: /^Ada/ }).click()
  await page.getByRole('menuitem', { name: 'Your profile' }).click()
  await page.getByLabel('Name').fill('Ada of Acme')
  await page.getByRole('button', { name: 'Save name' }).dblclick()
  await page.getByText('Saved.').waitFor()
  await page.getByRole('button', { name: /^Ada of Acme/ }).waitFor()
  expect(await query('select name from "user"')).toEqual([{ name: 'Ada of Acme' }])

  await page.getByRole('link', { name: 'Your organizations' }).click()
  await page.getByRole('link', { name: 'Acme' }).click()
  await page.getByRole('navigation').getByRole('link', { name: 'Members' }).click()
  await members(page).waitFor()
  expect(await members(page).innerText()).toContain('Ada of Acme (you)')
  expect(await page.locator('body[data-same-document]').count()).toBe(1)

  await other.getByRole('button', { name: /^Ada of Acme/ }).waitFor()
  await members(other).getByText('Ada of Acme (you)').waitFor()
})

test('a picture is cropped, and stands in the header of every tab at once, with nothing loaded anew', async () => {
  const browser = await ada.browser()
  const [page, other] = [await browser.newPage(), await browser.newPage()]
  await openKnown(other, `${url}/app/acme/members`)
  await openKnown(page, `${url}/app/account/profile`)
  for (const tab of [page, other]) {
    await tab.evaluate(() => document.body.setAttribute('data-same-document', ''))
    expect(await inHeader(tab).locator('img').count()).toBe(0)
  }

  await page.getByLabel('Picture file').setInputFiles({
    name: 'me.svg',
    mimeType: 'image/png',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  })
  await page.getByText('This picture cannot be read. Use a PNG, JPEG or WebP picture.').waitFor()
  const buffer = Buffer.from(await page.evaluate(drawPicture), 'base64')
  await page.getByLabel('Picture file').setInputFiles({ name: 'me', mimeType: 'image/png', buffer })
  const dialog = page.getByRole('dialog', { name: 'Crop your picture' })
  await dialog.getByLabel('Zoom').fill('2')
  await dialog.getByRole('group', { name: /^Picture/ }).press('ArrowRight')
  await dialog.getByRole('button', { name: 'Use picture' }).dblclick()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Saved.').waitFor()

  for (const tab of [page, other]) {
    await inHeader(tab).locator('img[src^="/api/files/"]').waitFor()
    expect(await tab.locator('body[data-same-document]').count()).toBe(1)
  }
  const size = await inHeader(page)
    .locator('img')
    .evaluate((shown: HTMLImageElement) => [shown.naturalWidth, shown.naturalHeight])
  expect(size).toEqual([300, 300])

  await page.getByRole('button', { name: 'Remove picture' }).click()
  await page.getByText('Removed.').waitFor()
  for (const tab of [page, other]) await inHeader(tab).locator('img').waitFor({ state: 'detached' })
})

test('another address is asked at both, from letter to letter, and stands in the header then', async () => {
  const browser = await ada.browser()
  const page = await browser.newPage()
  await openKnown(page, `${url}/app/account/profile`)
  await page.getByLabel('New address').fill(' Countess@Acme.test')
  await page.getByRole('button', { name: 'Change address' }).dblclick()
  await page.getByText('countess@acme.test is waiting to be confirmed').waitFor()
  expect(await page.getByLabel('New address').inputValue()).toBe('')

  const letter = await browser.newPage()
  await open(letter, (await mailbox.letterTo(ada.email, /new address/)).link)
  await letter.getByRole('button', { name: 'Yes, go on' }).dblclick()
  await letter.getByText('Now open our letter to countess@acme.test').waitFor()
  await page.getByText('Open the second of two letters, at countess@acme.test').waitFor()

  await open(letter, (await mailbox.letterTo('countess@acme.test', /Confirm/)).link)
  await letter.getByRole('button', { name: 'Confirm this address' }).click()
  await letter.getByText('is the address of your account now').waitFor()
  await inHeader(page).getByText('countess@acme.test').waitFor()
  await page.getByText('is waiting to be confirmed').waitFor({ state: 'detached' })
  expect(await query('select email from "user"')).toEqual([{ email: 'countess@acme.test' }])
  await open(letter, letter.url())
  await letter.getByText('This link was used already').waitFor()
})

test('whoever signs out in one tab is not shown by another', async () => {
  const browser = await (await signIn('countess@acme.test')).browser()
  const [page, other] = [await browser.newPage(), await browser.newPage()]
  await openKnown(other, `${url}/app/acme/members`)
  await openKnown(page, `${url}/app/account/profile`)
  await inHeader(page).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await page.waitForURL(/sign-in/)
  await other.waitForURL(/sign-in\?redirect=%2Fapp%2Facme%2Fmembers/)
})

test('an invitation is answered where it stands, and a password is changed', async () => {
  const eve = await arrive('eve')
  await invite(eve, await found('globex', eve), 'countess@acme.test', 'admin')
  const page = await (await (await signIn('countess@acme.test')).browser()).newPage()
  await open(page, `${url}/app/account/profile`)
  await page.getByRole('link', { name: 'Invitations 1' }).click()
  await page.getByText('Eve invited you as Admin').waitFor()
  await page.getByRole('button', { name: 'Accept the invitation to Globex' }).dblclick()
  await page.getByText('You are a member of Globex now.').waitFor()
  await page.getByRole('link', { name: 'Invitations', exact: true }).waitFor()

  await page.getByRole('link', { name: 'Security' }).click()
  await page.getByLabel('Password now').fill('not the password')
  await page.getByLabel('New password').fill('words for another time')
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('This is not the password you have now.').first().waitFor()
  expect(await page.getByLabel('New password').inputValue()).toBe('words for another time')
  await page.getByLabel('Password now').fill(password)
  await page.getByRole('button', { name: 'Change password' }).dblclick()
  await page.getByText('Changed. Every other device is signed out.').waitFor()
})

/** Opens a page and waits until better-auth's store knows who is signed in. */
async function openKnown(page: Page, address: string) {
  const known = page.waitForResponse(/\/api\/auth\/get-session/)
  await open(page, address)
  await known
}

const inHeader = (page: Page) => page.getByRole('button', { name: /^Ada/ })

/** A picture of 600 by 900 points, drawn in the browser, in base64. */
function drawPicture() {
  const canvas = document.createElement('canvas')
  canvas.width = 600
  canvas.height = 900
  canvas.getContext('2d')?.fillRect(0, 0, 300, 450)
  return canvas.toDataURL('image/png').split(',')[1] ?? ''
}

const members = (page: Page) => page.getByRole('table', { name: 'Members' })
