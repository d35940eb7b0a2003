import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { open } from '../../support/browser.ts'
import { startJourney } from '../../support/journey.ts'

const { url, arrive, found, query } = await startJourney()
const [ada, bob, olive] = [await arrive('ada'), await arrive('bob'), await arrive('olive')]
const acme = await found('acme', ada, [{ person: bob, role: 'admin' }])

test('an owner sees what the plan would show, then reads the log, finds an act and takes it along', async () => {
  const page = await (await ada.browser()).newPage()
  const choose = async (label: string, option: string) => {
    await page.getByRole('combobox', { name: label }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await open(page, `${url}/app/acme`)
  await page.getByRole('navigation').getByRole('link', { name: 'Audit log' }).click()
  await page.getByText('Comes with Business').waitFor()
  await page.getByText('On Free, lines are kept for 30 days.', { exact: false }).waitFor()

  await query(
    `insert into subscription (id, plan, reference_id, stripe_customer_id, stripe_subscription_id, status, period_end, seats)
     values ('s', 'business', $1, 'cus_acme', 'sub_acme', 'active', now() + interval '9 days', 1)`,
    [acme.id],
  )
  const body = { name: 'Design', organizationId: acme.id }
  expect((await bob.fetch('/api/auth/organization/create-team', { body })).status).toBe(200)
  await open(page, `${url}/app/acme/audit`)
  const lines = page.getByRole('list', { name: 'Audit log' }).getByRole('listitem')
  const line = lines.filter({ hasText: 'Bob made the team Design' })
  await line.getByText('made the team Design').click()
  await line.getByText('Bob, Admin').waitFor()

  await choose('Person', 'Bob')
  await choose('About what', 'Teams')
  await expect.poll(() => page.getByText('1 line', { exact: true }).count()).toBe(1)
  expect(new URL(page.url()).search).toContain(`person=${bob.id}`)
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV, for a spreadsheet' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^acme-audit-[\d-]+\.csv$/)
  const text = await readFile(await file.path(), 'utf8')
  expect(text.trimEnd().split('\r\n')).toHaveLength(2)
  expect(text).toContain('"made the team Design"')

  await page.getByLabel('From').fill('2099-01-02')
  await page.getByLabel('To', { exact: true }).fill('2099-01-01')
  await page.getByText('The first day is after the last one').waitFor()
  await page.getByText('Nothing fits').waitFor()
  await page.getByRole('button', { name: 'Clear the filters' }).first().click()
  await line.waitFor()
  expect(new URL(page.url()).search).toBe('')
})

test('an operator reads every log, and verifies them', async () => {
  const page = await (await olive.browser()).newPage()
  await open(page, `${url}/operator/audit`)
  await page.getByText('made the team Design').waitFor()
  await page.getByLabel('Organization, or').fill('none')
  await page.getByText('made the team Design').waitFor({ state: 'detached' })
  await page.getByLabel('Organization, or').fill('acme')
  await page.getByText('made the team Design').waitFor()
  await page.getByRole('button', { name: 'Verify this log' }).click()
  await page.getByText(/^Verified just now: \d+ lines in 1 log\.$/).waitFor()
})
