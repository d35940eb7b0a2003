import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open } from '../../support/browser.ts'
import { startJourney } from '../../support/journey.ts'

const { url, query, arrive, found } = await startJourney()
const ada = await arrive('ada')
const cleo = await arrive('cleo')
const acme = await found('acme', ada, [{ person: cleo, role: 'member' }])

test('an owner makes a role, gives it, sees what it means for somebody, and takes a permission away again', async () => {
  const page = await (await ada.browser()).newPage()
  await open(page, `${url}/app/acme/roles`)
  await page.getByText('No roles of your own yet').waitFor()
  await page.getByRole('link', { name: 'New role' }).click()
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.fill('designer, owner')
  await page.getByRole('button', { name: 'Create role' }).click()
  await page.getByText('Choose at least one thing that this role allows.').waitFor()
  await name.fill('Designer')
  await page.getByLabel('Start from').click()
  await page.getByRole('option', { name: 'Member' }).click()
  await page.getByLabel('Delete projects').check()
  // Without seeing teams there is nothing to do about them.
  await page.getByLabel('Form teams').check()
  await page.getByLabel('See teams').uncheck()
  expect(await page.getByLabel('Form teams').isChecked()).toBe(false)
  await page.getByRole('button', { name: 'Create role' }).click()
  await roles(page).getByRole('link', { name: 'Designer' }).waitFor()

  const [member] = await query<{ id: string }>('select id from member where user_id = $1', [
    cleo.id,
  ])
  const give = async (role: string) => {
    const body = { organizationId: acme.id, memberId: member?.id, role }
    const given = await ada.fetch('/api/auth/organization/update-member-role', { body })
    expect(given.status).toBe(200)
  }
  await give('designer')
  const theirs = await (await cleo.browser()).newPage()
  await open(theirs, `${url}/app/acme`)
  expect(await nav(theirs)).toEqual(['Overview', 'Projects', 'Members', 'Roles', 'Settings'])

  await page.getByRole('link', { name: 'Who may do what' }).click()
  await page.getByRole('link', { name: 'Cleo' }).click()
  const acts = page.getByRole('table', { name: 'What Cleo may do' })
  await acts.waitFor()
  expect(await acts.getByRole('row', { name: /^Delete projects/ }).innerText()).toMatch(
    /Yes\s+Designer/,
  )

  await page.getByRole('navigation').getByRole('link', { name: 'Roles' }).click()
  await roles(page).getByRole('link', { name: 'Designer' }).click()
  await page.getByLabel('See projects').uncheck()
  await name.fill('artist')
  await page.getByRole('button', { name: 'Save role' }).dblclick()
  await roles(page)
    .getByRole('row', { name: /^Artist .*1 person/ })
    .waitFor()
  await theirs.reload()
  await theirs.getByRole('heading', { name: 'Acme', level: 1 }).waitFor()
  expect(await nav(theirs)).toEqual(['Overview', 'Members', 'Roles', 'Settings'])

  await page.getByRole('button', { name: 'Acts for Artist' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete role' }).click()
  await page.getByText('This role is still in use by one person. Change that first.').waitFor()
  await give('member')
  await page.getByRole('button', { name: 'Delete role' }).click()
  await page.getByText('No roles of your own yet').waitFor()
})

const roles = (page: Page) => page.getByRole('table', { name: 'Roles' })

async function nav(page: Page): Promise<string[]> {
  const lines = await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link')
    .allInnerTexts()
  return lines.map((line) => line.trim())
}
