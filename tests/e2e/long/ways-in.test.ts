import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { context, forgive, open } from '../../support/browser.ts'
import { password, people, startJourney } from '../../support/journey.ts'

const { url, mailbox, query, arrive, found, invite } = await startJourney()
const ada = await arrive('ada')
const bob = await arrive('bob')
const acme = await found('acme', ada, [{ person: bob, role: 'admin' }])
const here = await context({ baseURL: url })
const page = await here.newPage()

test('a password lets in, several accounts stay in one browser, and signing out goes on with the next', async () => {
  forgive(/status of 401/)
  await open(page, '/sign-in?redirect=/app/acme/members')
  await signIn('\u200f ada@acme.test ', 'not the password')
  await page.getByText('The address and the password do not match.').waitFor()
  expect(await page.getByLabel('E-mail').inputValue()).toContain('ada@acme.test')
  await signIn(ada.email, password)
  await page.waitForURL('**/app/acme/members')

  await chooseFrom(/^Ada/, 'Add another account')
  await page.getByText('You stay signed in as ada@acme.test.').waitFor()
  await signIn(bob.email, password)
  await chooseFrom(/^Bob/, /^Ada/)
  await chooseFrom(/^Ada/, 'Sign out')
  await leave(/^Bob/)
  await page.getByText('(last used)').waitFor()
  const sessions = await query('select user_id from session where user_agent like $1', ['%Chrome%'])
  expect(sessions).toEqual([])
})

test('a link is used by the button on its page, says whom it is for, and works once', async () => {
  await page.getByLabel('E-mail').fill(bob.email)
  await page.getByRole('button', { name: 'Send me a link instead' }).dblclick()
  await page.getByText(`We have sent a letter to ${bob.email}.`).waitFor()
  const { link } = await mailbox.letterTo(bob.email, /Sign in/)
  const adas = await (await ada.browser()).newPage()
  await open(adas, link)
  await adas.getByText('This link is for another address').waitFor()
  await open(page, link)
  await page.getByRole('button', { name: 'Sign in as b•••@acme.test' }).click()
  await page.getByRole('heading', { name: 'Your organizations' }).waitFor()
  await adas.getByRole('button', { name: 'Sign in as b•••@acme.test' }).click()
  await adas.getByText('This link was used already.').waitFor()
  await leave(/^Bob/)
})

test('a code brings somebody new to the invitation that they came from, and asks for a name', async () => {
  forgive(/status of 400/)
  const { email, name } = people.cleo
  const id = await invite(ada, acme, email)
  await open(page, `/invitation/${id}`)
  await page.getByRole('link', { name: 'I have an account' }).click()
  await page.waitForURL('**/sign-in?**')
  expect(await page.getByLabel('E-mail').inputValue()).toBe(email)
  await page.getByRole('button', { name: 'Send me a code instead' }).click()
  const letter = await mailbox.letterTo(email, /is your code/)
  const code = letter.subject.slice(0, 6)
  const field = page.getByLabel('Code')
  await field.fill('12 34')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('Write the six digits from our letter.').waitFor()
  await field.fill(String((Number(code) + 1) % 1_000_000).padStart(6, '0'))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByText('This is not the code').waitFor()
  await field.fill(` ${code.slice(0, 3)} ${code.slice(3)}\u200e`)
  await page.getByRole('button', { name: 'Sign in', exact: true }).dblclick()
  await page.getByRole('button', { name: 'Accept and join' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('button', { name: /^Cleo/ }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/app/acme')
  await leave(/^Cleo/)
})

test('a password that nobody confirmed opens nothing elsewhere, is removed by the link, and the person is told and led to a new one', async () => {
  const { email, name } = people.eve
  await open(page, '/sign-up')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  const secret = page.getByLabel('Password', { exact: true })
  await secret.fill('eve@globex.test')
  await page.getByText('Very easy to guess.').waitFor()
  await secret.fill(password)
  await page.getByText(/^(Good|Very good)\.$/).waitFor()
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByText('We have sent a letter').waitFor()

  // On a phone, by somebody who mistypes it and then looks for another way.
  const phone = await (await context({ baseURL: url })).newPage()
  await open(phone, (await mailbox.letterTo(email, /Confirm/)).link)
  await phone.getByText('A password was chosen for this account in another browser.').waitFor()
  await phone.getByLabel('Password', { exact: true }).fill('not the password')
  await phone.getByRole('button', { name: 'Confirm my address' }).click()
  await phone.getByText('This is not the password that was chosen.').waitFor()
  await phone.getByRole('button', { name: 'Go on without the password' }).waitFor()

  await open(page, '/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send me a link instead' }).click()
  await open(page, (await mailbox.letterTo(email, /Sign in/)).link)
  await page.getByRole('button', { name: /^Sign in as/ }).click()
  await page.getByText('Your old password was removed').waitFor()
  await page.getByRole('button', { name: 'Set a new password' }).click()
  await page.waitForURL('**/app/account/security')
})

async function signIn(email: string, secret: string) {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: /^Sign in( \(last used\))?$/ }).click()
}

/** An item of the person's menu, once the page is theirs. */
async function chooseFrom(person: RegExp, item: string | RegExp) {
  await button(page, person).click()
  await page.getByRole('menuitem', { name: item, exact: typeof item === 'string' }).click()
}

/** Out of the last account. */
async function leave(person: RegExp) {
  await chooseFrom(person, 'Sign out')
  await page.waitForURL('**/sign-in')
}

const button = (page: Page, name: RegExp) => page.getByRole('button', { name }).first()
