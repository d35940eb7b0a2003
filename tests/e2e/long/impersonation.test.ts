import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { open } from '../../support/browser.ts'
import { password, startJourney } from '../../support/journey.ts'

const { url, query, arrive, found } = await startJourney()
const ada = await arrive('ada')
const cleo = await arrive('cleo')
const olive = await arrive('olive')
await found('acme', ada, [{ person: cleo, role: 'admin' }])

test('an operator looks, steps up, and is themselves again; the bar stays above every page, covers nothing and is heard', async () => {
  const page = await look()
  const bar = page.getByRole('complementary', { name: 'Looking through Cleo’s eyes' })
  await open(page, `${url}/app/acme/projects`)
  await bar.getByText('Only looking').waitFor()
  await bar.getByText('30 min left').waitFor()

  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 740 })
    await page.mouse.wheel(0, 2_000)
    const above = await bar.boundingBox()
    expect(above).toMatchObject({ x: 0, y: 0, width })
    const head = width === 360 ? page.getByRole('banner') : page.getByRole('navigation').first()
    expect((await head.boundingBox())?.y).toBeGreaterThanOrEqual(above?.height ?? 0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  for (const path of ['/app/account/security', '/pricing', '/join/nowhere']) {
    await open(page, url + path)
    await bar.getByRole('button', { name: 'Stop' }).waitFor()
  }

  await open(page, `${url}/app/acme/projects`)
  await createProject(page, 'Harbour')
  await page.getByText('You are only looking.').waitFor()
  await page.keyboard.press('Escape')

  await bar.getByRole('button', { name: 'Allow changes…' }).click()
  await page.getByLabel('Why').fill('Cleo asked me to make it, ticket 12')
  await page.getByLabel('Your own password', { exact: true }).fill(password)
  await page.getByRole('dialog').getByRole('button', { name: 'Allow changes' }).click()
  await bar.getByText('Changes allowed').waitFor()
  await createProject(page, 'Harbour')
  await page.getByRole('table', { name: 'Projects' }).getByText('Harbour').waitFor()

  await bar.getByRole('button', { name: 'Stop' }).click()
  await page.waitForURL(`**/operator/users/${cleo.id}`)
  await page.getByRole('heading', { name: 'Cleo' }).waitFor()
  expect(await bar.count()).toBe(0)
})

test('a look that ends in mid-form says so in a sentence, what was typed stays, and the way back leads to oneself', async () => {
  const page = await look()
  await open(page, `${url}/app/acme/projects`)
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill('New warehouse')
  await query("update impersonation set ends_at = now() - interval '1 second'")

  await page.getByRole('dialog').getByRole('button', { name: 'Create project' }).click()
  const form = page.getByRole('dialog')
  await form.getByText('Your look through their eyes is over.').waitFor()
  expect(await form.getByLabel('Name').inputValue()).toBe('New warehouse')

  await open(page, `${url}/app/acme/projects`)
  await page.getByRole('heading', { name: 'Looking is over' }).waitFor()
  await page.getByText('You are yourself again, Olive.').waitFor()
  await page.getByRole('link', { name: 'Back to Cleo' }).click()
  await page.getByRole('heading', { name: 'Cleo' }).waitFor()
})

/** Begins where an operator would: on the person's page. */
async function look(): Promise<Page> {
  const browser = await olive.browser()
  const page = await browser.newPage()
  await open(page, `${url}/operator/users/${cleo.id}`)
  await page.getByRole('button', { name: 'Look through their eyes' }).click()
  await page.getByLabel('Why').fill('Cleo asked why the list is empty, ticket 12')
  await page.getByRole('button', { name: 'Begin looking' }).click()
  await page.getByRole('button', { name: 'Stop' }).waitFor()
  return page
}

async function createProject(page: Page, name: string) {
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Create project' }).click()
}
