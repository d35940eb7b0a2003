import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open } from '../support/browser.ts'
import { startJourney } from '../support/journey.ts'

const { url, query, arrive, found } = await startJourney()
const ada = await arrive('ada')
await found('acme', ada)
// The last one founded is the session's own organization: what forgets to say where it belongs would land there.
await found('globex', ada)

test('two tabs stand in two organizations, and what is made in one tab lands where that tab stands', async () => {
  const browser = await ada.browser()
  const first = await browser.newPage()
  await open(first, `${url}/app/acme/projects`)

  const second = await browser.newPage()
  await open(second, `${url}/app/acme`)
  await second.getByRole('button', { name: /^Acme/ }).click()
  await second.getByRole('menuitem', { name: 'Globex' }).click()
  await second.getByRole('heading', { name: 'Globex', level: 1 }).waitFor()
  await goTo(second, 'Projects')
  await second.getByText('No projects yet').waitFor()
  await createProject(second, 'Weather machine')

  await first.bringToFront()
  await createProject(first, 'Spring catalogue')
  await goTo(first, 'Members')
  await first.getByRole('button', { name: 'Invite people' }).click()
  await first.getByLabel('E-mail addresses').fill('cleo@acme.test')
  await first.getByRole('button', { name: 'Send invitation' }).click()
  await first.getByText('A letter is on its way to cleo@acme.test.').waitFor()
  await first.keyboard.press('Escape')
  await first.getByRole('table', { name: 'Open invitations' }).getByText('cleo@acme.test').waitFor()

  expect(
    await query(`select name, slug from project join (select id as organization, slug from organization) o
      on organization = organization_id order by name`),
  ).toEqual([
    { name: 'Spring catalogue', slug: 'acme' },
    { name: 'Weather machine', slug: 'globex' },
  ])
  expect(
    await query(`select email, slug from invitation join organization o on o.id = organization_id`),
  ).toEqual([{ email: 'cleo@acme.test', slug: 'acme' }])

  await second.reload()
  await first.reload()
  expect(await second.getByRole('table', { name: 'Projects' }).innerText()).toContain(
    'Weather machine',
  )
  expect(await second.getByText('Spring catalogue').count()).toBe(0)
  expect(new URL(second.url()).pathname).toBe('/app/globex/projects')
  await first.getByRole('table', { name: 'Open invitations' }).getByText('cleo@acme.test').waitFor()
  expect(new URL(first.url()).pathname).toBe('/app/acme/members')
})

async function goTo(page: Page, place: string) {
  await page.getByRole('navigation').getByRole('link', { name: place }).click()
  await page.getByRole('heading', { name: place, level: 1 }).waitFor()
}

async function createProject(page: Page, name: string) {
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('table', { name: 'Projects' }).getByText(name).waitFor()
}
