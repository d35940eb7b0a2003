import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { awake, context, open } from '../support/browser.ts'
import { password, people, startJourney } from '../support/journey.ts'

const { url, mailbox, query, arrive, found } = await startJourney()
const { ada, cleo } = people

test('on a first day somebody founds an organization, and a colleague invited by letter works in it', async () => {
  const adas = await (await context({ baseURL: url })).newPage()
  await open(adas, '/')
  await signUpFrom(adas, '/sign-up', ada)
  await adas.goto((await mailbox.letterTo(ada.email, /confirm/i)).link)
  await adas.getByRole('heading', { name: 'Your organizations' }).waitFor()

  await adas.getByRole('link', { name: 'Create an organization' }).click()
  await adas.getByLabel('Name').pressSequentially('Acme')
  await expect.poll(() => adas.getByLabel('Address').inputValue()).toBe('acme')
  await adas.getByRole('button', { name: 'Create organization' }).click()
  await adas.waitForURL('**/app/acme/welcome/team')

  await adas.getByRole('navigation').getByRole('link', { name: 'Members' }).click()
  await adas.getByRole('button', { name: 'Invite people' }).click()
  await adas.getByLabel('E-mail addresses').fill(cleo.email)
  await adas.getByRole('button', { name: 'Send invitation' }).click()
  await adas.getByText(`A letter is on its way to ${cleo.email}.`).waitFor()
  await adas.keyboard.press('Escape')
  await adas.getByRole('table', { name: 'Open invitations' }).getByText(cleo.email).waitFor()

  const invitation = await mailbox.letterTo(cleo.email, /Acme/)
  const cleos = await (await context({ baseURL: url })).newPage()
  await open(cleos, invitation.link)
  await cleos.getByText('Ada would like you to join Acme').waitFor()
  await cleos.getByRole('link', { name: 'Create an account' }).click()
  await cleos.waitForURL('**/sign-up?**')
  expect(await cleos.getByLabel('E-mail').inputValue()).toBe(cleo.email)
  await signUp(cleos, cleo)
  await cleos.goto((await mailbox.letterTo(cleo.email, /confirm/i)).link)
  await cleos.waitForURL(invitation.link)
  await cleos.getByRole('button', { name: 'Accept and join' }).click()
  await cleos.waitForURL('**/app/acme/teams/*')

  await cleos.getByRole('navigation').getByRole('link', { name: 'Members' }).click()
  expect(await membersSeen(cleos)).toEqual(['Ada: Owner', 'Cleo (you): Member'])
  await open(adas, '/app/acme/members')
  expect(await membersSeen(adas)).toEqual(['Ada (you): Owner', 'Cleo: Member'])
  expect(await adas.getByRole('table', { name: 'Open invitations' }).count()).toBe(0)
})

test('a forgotten password is replaced by letter, and every old session ends at once', async () => {
  const bob = await arrive('bob')
  await found('globex', bob)
  const here = await (await context({ baseURL: url })).newPage()
  const elsewhere = await (await context({ baseURL: url })).newPage()
  for (const page of [here, elsewhere]) {
    await open(page, '/sign-in')
    await signIn(page, bob.email, password)
    await page.getByRole('link', { name: 'Globex' }).waitFor()
  }
  await open(elsewhere, '/app/globex')

  await here.getByRole('button', { name: bob.name }).click()
  await here.getByRole('menuitem', { name: 'Sign out' }).click()
  await here.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
  expect(here.url(), 'nothing for the next person').toBe(`${url}/sign-in`)
  await here.getByRole('link', { name: 'Forgot it?' }).click()
  await here.getByRole('heading', { name: 'Forgot your password?' }).waitFor()
  await here.getByLabel('E-mail').fill(bob.email)
  await here.getByRole('button', { name: 'Send me a link' }).click()
  await here.getByText(`We have sent a letter to ${bob.email}.`).waitFor()

  await open(here, (await mailbox.letterTo(bob.email, /password/i)).link)
  await here.getByLabel('New password').fill('four quiet grey stones')
  await here.getByRole('button', { name: 'Change password' }).click()
  await here.getByText('Your password is changed. Sign in with the new one.').waitFor()
  expect(await sessionsOf(bob.email)).toEqual([])

  await elsewhere.getByRole('navigation').getByRole('link', { name: 'Members' }).click()
  await elsewhere.waitForURL(`**/sign-in?redirect=${encodeURIComponent('/app/globex/members')}`)

  await awake(here)
  await signIn(here, bob.email, password)
  await here.getByText('The address and the password do not match.').waitFor()
  await signIn(here, bob.email, 'four quiet grey stones')
  await here.getByRole('link', { name: 'Globex' }).waitFor()
  expect((await mailbox.letterTo(bob.email, /was changed/i)).text).toContain(bob.name)
})

const sessionsOf = (email: string) =>
  query('select 1 from session join "user" on "user".id = user_id where email = $1', [email])

async function signUpFrom(page: Page, path: string, somebody: { name: string; email: string }) {
  await open(page, path)
  await page.getByLabel('E-mail').fill(somebody.email)
  await signUp(page, somebody)
}

async function signUp(page: Page, { name, email }: { name: string; email: string }) {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByText(`We have sent a letter to ${email}.`).waitFor()
}

async function signIn(page: Page, email: string, secret: string) {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).dblclick()
}

/** "Ada: Owner", for each row of the members table. */
async function membersSeen(page: Page): Promise<string[]> {
  const rows = page.getByRole('table', { name: 'Members' }).getByRole('row')
  await rows.nth(2).waitFor()
  const seen: string[] = []
  for (const row of (await rows.all()).slice(1)) {
    const cells = row.getByRole('cell')
    const name = (await cells.nth(0).innerText()).split('\n').at(-1)
    seen.push(`${name}: ${await cells.nth(2).innerText()}`)
  }
  return seen
}
