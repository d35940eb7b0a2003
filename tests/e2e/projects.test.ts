import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open } from '../support/browser.ts'
import { startJourney } from '../support/journey.ts'

const { url, query, arrive, found } = await startJourney()
const ada = await arrive('ada')
const acme = await found('acme', ada)
await query(
  `insert into team (id, name, organization_id, created_at) values ('design', 'Design', $1, now())`,
  [acme.id],
)

const row = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Projects' }).getByRole('row', { name })
const act = async (page: Page, project: string, name: string) => {
  await page.getByRole('button', { name: `Acts for ${project}` }).click()
  await page.getByRole('menuitem', { name }).click()
}

test('a project is made, found again, changed, put away, brought back and deleted', async () => {
  const page = await (await ada.browser()).newPage()
  await open(page, `${url}/app/acme/projects`)
  for (const name of ['Atlas', 'Logo']) {
    await page.getByRole('button', { name: 'New project' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Name').fill(name)
    if (name === 'Logo') {
      await form.getByRole('combobox', { name: 'For' }).click()
      await page.getByRole('option', { name: 'Design' }).click()
    }
    await form.getByRole('button', { name: 'Create project' }).click()
    await row(page, name).waitFor()
    await form.waitFor({ state: 'detached' })
  }

  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('menuitemradio', { name: 'Design' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove the filter Team is Design' }).waitFor()
  await row(page, 'Atlas').waitFor({ state: 'detached' })
  await page.getByText('1 project', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Logo' }).click()
  await page.getByRole('heading', { name: 'Logo', level: 1 }).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: 'Remove the filter Team is Design' }).click()
  await row(page, 'Atlas').waitFor()

  await page.getByLabel('Find a project').fill('nothing like it')
  await page.getByText('Nothing matches').waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe('nothing like it')
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await row(page, 'Logo').waitFor()
  expect(await page.getByLabel('Find a project').inputValue()).toBe('')

  await act(page, 'Atlas', 'Edit')
  await page.getByLabel('Name').fill('World atlas')
  await page.getByRole('button', { name: 'Save project' }).click()
  await row(page, 'World atlas').waitFor()

  await act(page, 'World atlas', 'Archive')
  await row(page, 'World atlas').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await row(page, 'World atlas').waitFor()
  await act(page, 'World atlas', 'Archive')
  await row(page, 'World atlas').waitFor({ state: 'detached' })

  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, `${url}/app/acme/projects?state=archived`)
  await page.getByRole('link', { name: 'World atlas' }).click()
  await page.getByRole('button', { name: 'Restore' }).click()
  await page.getByText('Restored.', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Delete…' }).click()
  await page.getByLabel('to confirm').fill('World atlas')
  await page.getByRole('button', { name: 'Delete project' }).click()
  await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor()
  await row(page, 'Logo').waitFor()
  expect(await query('select name from project')).toEqual([{ name: 'Logo' }])
  expect(
    await query('select action from audit where action like $1 order by id', ['project.%']),
  ).toEqual(
    'created created updated archived restored archived restored removed'
      .split(' ')
      .map((each) => ({ action: `project.${each}` })),
  )
})

test('a long list is sorted and turned page by page, and the address keeps the place', async () => {
  await query('delete from project')
  await query(
    `insert into project (id, organization_id, name, created_by)
     select 'p' || n, $1, 'Project ' || lpad(n::text, 2, '0'), $2 from generate_series(1, 60) n`,
    [acme.id, ada.id],
  )
  const page = await (await ada.browser()).newPage()
  await open(page, `${url}/app/acme/projects?sort=size&page=nonsense`)
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('link').click()
  await row(page, 'Project 01').waitFor()
  await page.getByText('25 of 60 projects').waitFor()
  await page.getByRole('link', { name: 'Next' }).click()
  await row(page, 'Project 26').waitFor()
  const second = page.url()
  await page.getByRole('link', { name: 'Next' }).click()
  await row(page, 'Project 60').waitFor()
  await page.getByText('10 of 60 projects').waitFor()
  await page.goBack()
  await row(page, 'Project 26').waitFor()
  await page.getByRole('link', { name: 'Previous' }).click()
  await row(page, 'Project 01').waitFor()

  await page.setViewportSize({ width: 360, height: 780 })
  await open(page, second)
  await row(page, 'Project 26').waitFor()
  await page.getByRole('combobox', { name: 'Order' }).click()
  await page.getByRole('option', { name: 'Name, Z to A' }).click()
  await row(page, 'Project 60').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)

  await act(page, 'Project 60', 'Archive')
  await act(page, 'Project 59', 'Archive')
  await page.getByText('25 of 58 projects').waitFor()
  await open(page, `${url}/app/acme/projects?state=archived`)
  await act(page, 'Project 60', 'Restore')
  await page.getByText(/Your plan has room for 25 projects/).waitFor()
  await row(page, 'Project 60').waitFor()
})
