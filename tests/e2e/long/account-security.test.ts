import { expect, test } from 'vitest'
import { open } from '../../support/browser.ts'
import { password, startJourney } from '../../support/journey.ts'

const { url, query, arrive, found, signIn, mailbox } = await startJourney()
const ada = await arrive('ada')
const cleo = await arrive('cleo')
await found('acme', ada, [{ person: cleo, role: 'member' }])

test('an owner asks for two-step sign-in; whoever has none is led to where it is set up, and on when they have it', async () => {
  const has = (person: { id: string }, second: boolean) =>
    query(`update "user" set two_factor_enabled = ${second} where id = '${person.id}'`)
  await has(ada, true)
  const owners = await (await ada.browser()).newPage()
  await open(owners, `${url}/app/acme/settings`)
  await owners.getByRole('button', { name: 'Ask for it…' }).click()
  await owners.getByRole('combobox', { name: 'From when' }).click()
  await owners.getByRole('option', { name: 'At once' }).click()
  await owners.getByRole('button', { name: 'Ask everybody', exact: true }).click()
  await owners.getByText('Everybody needs it since').waitFor()
  await owners.getByText('1 of 2 members has none yet.').waitFor()

  const page = await (await cleo.browser()).newPage()
  await open(page, `${url}/app/acme/projects`)
  await page.getByText('It asks for two-step sign-in.').waitFor()
  expect(new URL(page.url()).pathname).toBe('/app/account/security')
  await has(cleo, true)
  await page.reload()
  await page.getByRole('link', { name: 'Go on' }).click()
  await page.getByRole('heading', { name: 'Acme' }).waitFor()

  await owners.getByRole('button', { name: 'No longer…' }).click()
  await owners.getByRole('button', { name: 'No longer ask for it' }).click()
  await owners.getByText('Everybody chooses for themselves.').waitFor()
  await has(ada, false)
  await has(cleo, false)
})

test('somebody sees where they are signed in, ends one of them, and that one is out', async () => {
  const elsewhere = await signIn(ada.email)
  const page = await (await ada.browser()).newPage()
  await open(page, `${url}/app/account/sessions`)
  await page.getByText('This one').waitFor()
  const others = page.getByRole('button', { name: /^Sign out An unknown browser/ })
  await others.first().click()
  await page.getByText('is signed out.').waitFor()
  const answer = await elsewhere.fetch('/api/auth/get-session')
  expect(await answer.text()).toBe('null')

  await page.getByRole('button', { name: 'Sign out everywhere…' }).click()
  await page.getByRole('button', { name: 'Sign out everywhere', exact: true }).click()
  await page.getByLabel('Password', { exact: true }).waitFor()
  expect(await query(`select id from session where user_id = '${ada.id}'`)).toEqual([])
})

test('"It was not me" in the letter about a new browser throws everybody out, and its reader is back in by a new password', async () => {
  const known = await signIn(cleo.email)
  const page = await (await known.browser()).newPage()
  await page.goto((await mailbox.letterTo(cleo.email, /new browser/i)).link)
  await page.getByRole('button', { name: 'Secure my account' }).click()
  await page.getByText('Every device is signed out').waitFor()
  for (const person of [cleo, known]) {
    expect(await (await person.fetch('/api/auth/get-session')).text()).toBe('null')
  }

  await page.goto((await mailbox.letterTo(cleo.email, /new password/i)).link)
  await page.getByLabel('New password').fill(`${password} again`)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByLabel('E-mail').fill(cleo.email)
  await page.getByLabel('Password', { exact: true }).fill(`${password} again`)
  await page.getByRole('button', { name: /^Sign in/ }).click()
  await page.getByRole('link', { name: 'Acme' }).waitFor()
})
