import { readdirSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { context } from '../../support/browser.ts'
import { startJourney } from '../../support/journey.ts'
import { elsewhere, type Form, formsOf } from './forms.ts'

const journey = await startJourney()
const forms = await formsOf(journey)
const hour = 3_600_000

test('every form of the ways in and of the account is spoilt below, or stands on no page', () => {
  const found = ['sign-in', 'account'].flatMap((feature) =>
    readdirSync(`src/features/${feature}`)
      .map((file) => `${feature}/${file}`)
      .filter((file) => readFileSync(`src/features/${file}`, 'utf8').includes('useRefusableForm(')),
  )
  const known = new Set([...forms.map(({ file }) => file), ...Object.keys(elsewhere)])
  expect([...known].sort()).toEqual(found.sort())
})

for (const form of forms.filter(({ bare }) => bare)) {
  test(`${form.file}: a browser that keeps no cookies is told so, and what was typed stays`, async () => {
    const browser = await context({ baseURL: journey.url })
    await browser.route('**/api/auth/**', async (route) => {
      const response = await route.fetch()
      await browser.clearCookies()
      const { 'set-cookie': _, ...headers } = response.headers()
      await route.fulfill({ response, headers })
    })
    const page = await form.at(browser)
    const typed = await fill(page, form, true)
    await submit(page, form).click()
    await page.getByText(form.bare ?? '').waitFor()
    expect(await values(page, form)).toEqual(typed)
    await browser.close()
  })
}

for (const [place, form] of forms.entries()) {
  const clock = place % 2 ? hour : -hour
  test(`${form.file}, “${form.button}”: whatever is typed there has a sentence and stays, also with the clock an hour ${clock > 0 ? 'ahead' : 'behind'}`, async () => {
    const browser = form.who ? await form.who.browser() : await context({ baseURL: journey.url })
    await browser.clock.install({ time: Date.now() + clock })
    const page = await form.at(browser)
    await fill(page, form)
    for (const { label, faults, good } of form.fields) {
      const field = page.getByLabel(label, { exact: true })
      for (const [bad, sentence] of Object.entries(faults)) {
        await field.fill(bad)
        await submit(page, form).click()
        await page.getByText(sentence).first().waitFor()
        expect(await field.inputValue()).toBe(bad)
        expect(await field.getAttribute('aria-invalid')).toBe('true')
      }
      if (typeof good === 'string') await field.fill(good)
    }
    const typed = await fill(page, form, true)
    if (form.who) {
      const cookies = await browser.cookies()
      await browser.clearCookies()
      await submit(page, form).click()
      await page.getByText(form.ended ?? 'Your session has ended. Sign in again.').waitFor()
      expect(await values(page, form)).toEqual(typed)
      await browser.addCookies(cookies)
    }
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url())
    })
    await submit(page, form).dblclick()
    await form.done(page)
    expect(sent).toEqual([...new Set(sent)])
    await browser.close()
  })
}

/** What is good goes in; codes of letters and apps only at the end, for a try uses them up. */
async function fill(page: Page, { fields, ...form }: Form, codes = false): Promise<string[]> {
  for (const { label, good } of fields) {
    const field = page.getByLabel(label, { exact: true })
    if (typeof good === 'string') await field.fill(good)
    else if (codes) await field.fill(await good(page))
  }
  return values(page, { fields, ...form })
}

const values = (page: Page, { fields }: Form) =>
  Promise.all(fields.map(({ label }) => page.getByLabel(label, { exact: true }).inputValue()))

/** In the form that has the button: a page may have more of that name. */
const submit = (page: Page, { button }: Form) =>
  page.locator('form').getByRole('button', { name: button, exact: true })
