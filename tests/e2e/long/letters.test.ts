import { expect, test } from 'vitest'
import { open } from '../../support/browser.ts'
import { startJourney } from '../../support/journey.ts'

const { url, mailbox, arrive, query } = await startJourney()
const olive = await arrive('olive')

test('a letter that failed is found, looked at without what it opens, and sent again', async () => {
  const to = 'countess@engines.test'
  const link = `${url}/verify-email?token=live-token`
  await query(
    `insert into jobs.job (name, data, state, started_on, completed_on, retry_limit, output)
     values ('mail', $1, 'failed', now(), now(), 30, $2)`,
    [
      { letter: 'verify', to, props: { name: 'Ada', url: link } },
      { message: '422 validation_error: Invalid to: [address]' },
    ],
  )
  const page = await (await olive.browser()).newPage()
  await open(page, `${url}/operator`)
  await page.getByRole('navigation').getByRole('link', { name: 'Letters' }).click()
  await page.getByLabel('Part of an address').fill('COUNTESS@')
  await page.getByText('1 letter', { exact: true }).waitFor()
  await page.getByRole('table').getByRole('link', { name: 'Verify' }).click()
  await page.getByText('422 validation_error: Invalid to: [address]').waitFor()

  const letter = page.frameLocator('iframe[title^="The letter"]')
  const button = letter.getByText('Confirm', { exact: false }).last()
  await button.waitFor()
  const shown = letter.locator('html')
  expect(await shown.innerText()).toContain(`${new URL(url).origin}/…`)
  expect(await page.content()).not.toContain('live-token')
  expect(await letter.locator('[href]').count()).toBe(0)
  // Its styles have passed the page's content security policy.
  const look = (selector: string, property: string) =>
    letter
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)
  expect(await look('.button', 'padding-left')).toBe('20px')
  expect(await look('.accent', 'border-top-width')).toBe('3px')

  await page.getByRole('button', { name: 'Send again…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Send again' }).click()
  await dialog.getByText('Say why, in a few words.').waitFor()
  await dialog.getByLabel('Reason').fill('She asked for it on the telephone.')
  await dialog.getByRole('button', { name: 'Send again' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect((await mailbox.letterTo(to)).link).toBe(link)
  await page.getByText('Sent', { exact: true }).first().waitFor({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Send again…' }).waitFor({ state: 'detached' })
  const [row] = await query<{ data: string }>(
    `select data::text as data from jobs.job where data ->> 'to' = $1`,
    [to],
  )
  expect(row?.data).not.toContain('live-token')
})
