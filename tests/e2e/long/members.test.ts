import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { context, open } from '../../support/browser.ts'
import { password, people, startJourney } from '../../support/journey.ts'

const { url, mailbox, query, arrive, found } = await startJourney()

test('people are invited by a list and by a link, get a role, and are removed', async () => {
  const ada = await arrive('ada')
  const bob = await arrive('bob')
  await found('acme', ada, [{ person: bob, role: 'admin' }])
  const page = await (await ada.browser()).newPage()
  const members = page.getByRole('table', { name: 'Members' })
  const waiting = page.getByRole('table', { name: 'Open invitations' })

  await open(page, `${url}/app/acme/members`)
  await page.getByRole('button', { name: 'Invite people' }).click()
  await page
    .getByLabel('E-mail addresses')
    .fill('Dora <dora@acme.test>, bob@acme.test\nnobody; flo@acme.test')
  await page.getByRole('button', { name: 'Invite 4 people' }).click()
  await page.getByText('2 of 4 invited.').waitFor()
  expect(await outcomes(page)).toEqual([
    'dora@acme.test Invited',
    'bob@acme.test Not invited This person is a member already.',
    'nobody Not invited This does not look like an e-mail address.',
    'flo@acme.test Invited',
  ])
  expect(await page.getByLabel('E-mail addresses').inputValue()).toBe('bob@acme.test\nnobody')
  expect(new URL(page.url()).searchParams.get('invite')).toBe('true')
  await page.keyboard.press('Escape')

  await mailbox.letterTo('dora@acme.test', /Acme/)
  await act(page, 'dora@acme.test', 'Send the letter again')
  await page.getByText('A letter is on its way to dora@acme.test.').waitFor()
  await mailbox.letterTo('dora@acme.test', /Acme/)
  await act(page, 'flo@acme.test', 'Cancel the invitation')
  await page.getByText('The invitation of flo@acme.test is cancelled.').waitFor()
  expect(await names(waiting)).toEqual(['dora@acme.test'])

  await page.getByRole('button', { name: 'New link' }).click()
  await page.getByRole('dialog').getByLabel('For how many people').fill('1')
  await page.getByRole('button', { name: 'Make link' }).click()
  const link = await page.getByRole('dialog').locator('code').innerText()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('table', { name: 'Links to join' }).getByText('1 of 1 left').waitFor()

  const guest = await (await context({ baseURL: url })).newPage()
  await open(guest, new URL(link).pathname)
  await guest.getByText('This link lets you join Acme').waitFor()
  await signUp(guest, people.cleo)
  await guest.getByRole('button', { name: 'Join Acme' }).click()
  await guest.waitForURL('**/app/acme/teams/*')
  await guest.getByRole('heading', { level: 1 }).waitFor()

  await open(page, `${url}/app/acme/members?sort=name&q=acme.test`)
  expect(await names(members)).toEqual(['Ada (you)', 'Bob', 'Cleo'])
  await page.getByRole('table', { name: 'Links to join' }).getByText('Used up').waitFor()
  await act(page, 'Cleo', 'Change role')
  await page.getByRole('dialog').getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: 'Admin' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('menuitemradio', { name: 'Admin' }).click()
  await page.waitForURL('**/members?*role=admin*')
  await page.getByText('2 of 3 members').waitFor()
  expect(await names(members)).toEqual(['Bob', 'Cleo'])
  await open(guest, `${url}/app/acme/members`)
  await guest.getByRole('button', { name: 'Invite people' }).waitFor()

  await page.keyboard.press('Escape')
  await act(page, 'Cleo', 'Remove from the organization')
  await page.getByRole('button', { name: 'Remove member' }).click()
  await page.getByText('1 of 2 members').waitFor()
  expect(await names(members)).toEqual(['Bob'])
  await guest.getByRole('navigation').getByRole('link', { name: 'Projects' }).click()
  await guest.getByText('There is no such organization.').waitFor()
  expect(await query('select 1 from member')).toHaveLength(2)
})

/** The first cell of each row. */
async function names(table: Locator): Promise<string[]> {
  const rows = await table.getByRole('row').all()
  const cells = rows.slice(1).map((row) => row.getByRole('cell').first().innerText())
  return (await Promise.all(cells)).map((words) => words.split('\n').at(-1) ?? '')
}

async function outcomes(page: Page): Promise<string[]> {
  const items = page.getByRole('list', { name: 'What became of each' }).getByRole('listitem')
  return (await items.allInnerTexts()).map((words) => words.split(/\s*\n\s*/).join(' '))
}

async function act(page: Page, about: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `Acts for ${about}` }).click()
  await page.getByRole('menuitem', { name: what }).click()
}

/** From the choice of a guest to the page one came from, by way of the letter. */
async function signUp(page: Page, { name, email }: { name: string; email: string }) {
  const { pathname } = new URL(page.url())
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.goto((await mailbox.letterTo(email, /confirm/i)).link)
  await page.waitForURL(`**${pathname}`)
}
