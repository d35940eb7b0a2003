import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { open } from '../../support/browser'
import { password, startJourney } from '../../support/journey'

const journey = await startJourney()

test('a person takes their data along and leaves for good, after showing that it is them', async () => {
  const ada = await journey.arrive('ada')
  const bob = await journey.arrive('bob')
  await journey.found('acme', ada, [{ person: bob, role: 'member' }])

  const adas = await (await ada.browser()).newPage()
  await open(adas, '/app/account/data')
  await adas.getByText('You are the only owner of Acme.').waitFor()
  expect(await adas.getByRole('button', { name: 'Delete…' }).isDisabled()).toBe(true)

  const page = await (await bob.browser()).newPage()
  await open(page, '/app/account/data')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export my data' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^atrium-export-\d{4}-\d\d-\d\d\.zip$/)
  const files = unzipSync(readFileSync(await download.path()))
  expect(Object.keys(files)).toContain('profile.json')
  await page.getByText('Downloaded.').waitFor()

  await journey.query(`update session set created_at = now() - interval '1 hour'`)
  await page.getByRole('button', { name: 'Delete…' }).click()
  const act = page.getByRole('button', { name: 'Delete account' })
  expect(await act.isDisabled()).toBe(true)
  await page.getByLabel(`Type ${bob.email} to confirm`).fill(bob.email)
  await act.click()
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await proof.getByLabel('Password', { exact: true }).fill(password)
  await proof.getByRole('button', { name: 'Confirm' }).click()

  await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
  expect(await journey.count('"user"', `id = '${bob.id}'`)).toBe(0)
  await journey.mailbox.letterTo(bob.email, /was deleted/)
  await open(page, '/app')
  expect(new URL(page.url()).pathname).toBe('/sign-in')
})
