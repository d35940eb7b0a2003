import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { awake, context, open } from '../../support/browser.ts'
import { password, startJourney } from '../../support/journey.ts'
import { authenticator } from '../../support/totp.ts'

const { url, mailbox, query, arrive, found } = await startJourney()
const ada = await arrive('ada')
await found('acme', ada)
const home = await ada.browser()

/** To the page of the second step, by password, on the way to the members of Acme. */
async function byPassword(page: Page) {
  await open(page, `${url}/app/acme/members`)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page
    .locator('form')
    .getByRole('button', { name: /^Sign in/ })
    .click()
}

const atSecondStep = (page: Page) => page.waitForURL(({ pathname }) => pathname === '/two-factor')
const atMembers = (page: Page) => page.waitForURL(`${url}/app/acme/members`)

/** The same, by a code from a letter. */
async function byMailedCode(page: Page) {
  await open(page, `${url}/sign-in?redirect=/app/acme/members`)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByRole('button', { name: 'Send me a code instead' }).click()
  const { subject } = await mailbox.letterTo(ada.email, /is your code/)
  await page.getByLabel('Code').fill(subject.slice(0, 6))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

const age = () => query("update session set created_at = now() - interval '2 days'")

/** Asks for something that wants a session which was confirmed a moment ago; gives the question. */
async function askToConfirm(page: Page) {
  await age()
  await open(page, `${url}/app/account/data`)
  await page.getByRole('button', { name: 'Export my data' }).click()
  return page.getByRole('dialog', { name: 'Confirm that it is you' })
}

test('an authenticator is set up, asked for by password, link and mailed code, replaced once by a backup code and spared on a trusted device', async () => {
  const security = await home.newPage()
  await open(security, `${url}/app/account/security`)
  await security.getByRole('button', { name: 'Set up…' }).click()
  await security.getByLabel('Your password').fill(password)
  await security.getByRole('button', { name: 'Go on' }).click()
  const dialog = security.getByRole('dialog')
  await dialog.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
  const secret = await dialog.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).innerText()
  const code = authenticator(`otpauth://totp/?secret=${secret.replaceAll(' ', '')}`)
  await dialog.getByLabel('The code it shows now').fill(code(-1))
  await dialog.getByRole('button', { name: 'Turn on' }).click()

  const list = dialog.getByRole('list', { name: 'Backup codes' })
  await list.waitFor()
  const codes = (await list.innerText()).split('\n')
  expect(codes).toHaveLength(10)
  const [download] = await Promise.all([
    security.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download as text' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('atrium-backup-codes.txt')
  await security.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'I have kept them' }).click()
  await security.getByText('10 are left. Each works once.').waitFor()
  await mailbox.letterTo(ada.email, /[Tt]wo-step sign-in/)

  const browser = await context({ baseURL: url })
  const page = await browser.newPage()
  await byPassword(page)
  await atSecondStep(page)
  await page.getByLabel('Code from your authenticator app').fill('000 000')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('This is not the code.').waitFor()
  const now = code()
  await page
    .getByLabel('Code from your authenticator app')
    .fill(`${now.slice(0, 3)} ${now.slice(3)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await atMembers(page)

  const other = await context({ baseURL: url })
  const link = await other.newPage()
  await open(link, `${url}/sign-in?redirect=/app/acme/members`)
  await link.getByLabel('E-mail').fill(ada.email)
  await link.getByRole('button', { name: 'Send me a link instead' }).click()
  const letter = await mailbox.letterTo(ada.email, /^Sign in to/)
  await open(link, letter.link)
  await link.getByRole('button', { name: /^Sign in as/ }).click()
  await atSecondStep(link)
  await link.getByRole('button', { name: 'Get a code by letter' }).click()
  await link.getByRole('button', { name: 'Send me a code' }).click()
  await link.getByLabel('Code from our letter').waitFor()
  await mailbox.letterTo(ada.email, /code/)
  await link.getByRole('button', { name: 'Use a backup code' }).click()
  await link.getByLabel('Backup code', { exact: true }).fill(codes[0] ?? '')
  await link.getByLabel('Trust this device for 30 days').check()
  await link.getByRole('button', { name: 'Sign in' }).click()
  await atMembers(link)

  await other.clearCookies({ name: /session_token/ })
  await byPassword(link)
  await atMembers(link)

  await open(security, `${url}/app/account/security`)
  await security.getByText('9 are left. Each works once.').waitFor()
  await security.getByRole('button', { name: /^Stop trusting/ }).click()
  await security.getByText('is asked for a code again.').waitFor()
  await other.clearCookies({ name: /session_token/ })
  await byMailedCode(link)
  await atSecondStep(link)
  await link.getByRole('button', { name: 'Get a code by letter' }).click()
  await bySecondLetter(link)
  await atMembers(link)

  const question = await askToConfirm(security)
  await question.getByRole('button', { name: 'Use your authenticator app' }).click()
  await question.getByLabel('Code from your authenticator app').fill(code(1))
  const taken = security.waitForEvent('download')
  await question.getByRole('button', { name: 'Confirm' }).click()
  expect((await taken).suggestedFilename()).toMatch(/\.zip$/)
})

async function bySecondLetter(page: Page) {
  await page.getByRole('button', { name: 'Send me a code', exact: true }).click()
  await page.getByLabel('Code from our letter').fill(await codeByLetter())
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function codeByLetter() {
  const { text } = await mailbox.letterTo(ada.email, /code/)
  return /\b\d{6}\b/.exec(text)?.[0] ?? ''
}

test('too many wrong codes are answered with the time from which they are looked at again', async () => {
  await query(`update two_factor set locked_until = now() + interval '9 minutes'`)
  const page = await (await context({ baseURL: url })).newPage()
  await byPassword(page)
  await atSecondStep(page)
  await page.getByText('Too many wrong codes were tried').waitFor()
  const [row] = await query<{ until: string }>(
    `select to_char(locked_until, 'HH24:MI') as until from two_factor`,
  )
  expect(await page.getByRole('alert').innerText()).toContain(`${row?.until} UTC`)
  await query('update two_factor set locked_until = null')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByLabel('Code from your authenticator app').waitFor()
  await page.reload()
  await awake(page)
  await page.getByLabel('Code from your authenticator app').waitFor()
  await (await page.context()).clearCookies()
  await page.reload()
  await page.getByRole('link', { name: 'Start again' }).click()
  await page.waitForURL(({ pathname }) => pathname === '/sign-in')
})

test('turned off, one step is enough again', async () => {
  const page = await home.newPage()
  await open(page, `${url}/app/account/security`)
  await page.getByRole('button', { name: 'Turn off…' }).click()
  await page.getByLabel('Your password').fill('not the password')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await dialog.getByText('This is not').waitFor()
  await page.getByLabel('Your password').fill(password)
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await page.getByText('Two-step sign-in is off.').waitFor()
  await page.getByRole('button', { name: 'Set up…' }).waitFor()
  const other = await (await context({ baseURL: url })).newPage()
  await byPassword(other)
  await atMembers(other)
})

test('codes by letter are on at once, without backup codes, are asked for, and confirm an act in place', async () => {
  const page = await (await context({ baseURL: url })).newPage()
  await byPassword(page)
  await atMembers(page)
  await open(page, `${url}/app/account/security`)
  await page.getByRole('button', { name: 'Turn on…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Codes by letter' })
  await dialog.getByText('there are no backup codes').waitFor()
  await dialog.getByLabel('Your password').fill('not the password')
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await dialog.getByText('This is not').waitFor()
  await dialog.getByLabel('Your password').fill(password)
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await page.getByText('Two-step sign-in is on.').waitFor()
  await page.getByText('without your mail you do not get in').waitFor()
  expect(await page.getByText('Backup codes', { exact: true }).count()).toBe(0)
  await mailbox.letterTo(ada.email, /^Two-step sign-in is on/)

  const other = await (await context({ baseURL: url })).newPage()
  await byPassword(other)
  await atSecondStep(other)
  await bySecondLetter(other)
  await atMembers(other)

  const question = await askToConfirm(other)
  await question.getByRole('button', { name: 'Get a code by letter' }).click()
  await question.getByRole('button', { name: 'Send me a code' }).click()
  await question.getByLabel('Code from the letter').fill('000 000')
  await question.getByRole('button', { name: 'Confirm' }).click()
  await question.getByText('This is not the code from the letter.').waitFor()
  await question.getByLabel('Code from the letter').fill(await codeByLetter())
  const taken = other.waitForEvent('download')
  await question.getByRole('button', { name: 'Confirm' }).click()
  expect((await taken).suggestedFilename()).toMatch(/\.zip$/)
})
