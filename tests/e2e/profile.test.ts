import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open } from '../support/browser.ts'
import { startJourney } from '../support/journey.ts'

const { url, query, arrive, found } = await startJourney()
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

  await open(other, other.url())
  await other.getByRole('button', { name: /^Ada of Acme/ }).waitFor()
  expect(await members(other).innerText()).toContain('Ada of Acme (you)')
})

const members = (page: Page) => page.getByRole('table', { name: 'Members' })
