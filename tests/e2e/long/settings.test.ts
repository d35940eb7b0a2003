import { expect, test } from 'vitest'
import { open } from '../../support/browser.ts'
import { startJourney } from '../../support/journey.ts'

const { url, query, arrive, found } = await startJourney()
const [ada, bob] = [await arrive('ada'), await arrive('bob')]
await found('acme', ada, [{ person: bob, role: 'admin' }])

test('an owner renames, moves, dresses and hands over the organization, leaves it, and the new owner deletes it', async () => {
  const page = await (await ada.browser()).newPage()
  const members = await (await bob.browser()).newPage()
  await open(members, `${url}/app/acme/members`)
  await open(page, `${url}/app/acme`)
  await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click()
  const save = (what: string, value: string) =>
    page
      .getByLabel(what, { exact: true })
      .fill(value)
      .then(() => page.getByRole('button', { name: `Save ${what.toLowerCase()}` }).click())

  await save('Name', '  Acme Corp ')
  await page.getByRole('button', { name: /^Acme Corp/ }).waitFor()
  await save('Website', 'javascript:alert(1)')
  await page.getByText('This does not look like the address of a page').waitFor()
  await save('Website', 'acme.test')
  await page.getByText('Saved.').nth(1).waitFor()
  expect(await page.getByLabel('Website', { exact: true }).inputValue()).toBe('https://acme.test')

  await page.getByLabel('Logo file').setInputFiles({
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  })
  await page.getByText('Use a PNG, JPEG or WebP picture.').waitFor()
  await page.getByLabel('Logo file').setInputFiles('public/apple-touch-icon.png')
  const picture = page.getByRole('button', { name: /^Acme Corp/ }).locator('img')
  await picture.waitFor()
  const width = () => picture.evaluate((image) => 'naturalWidth' in image && image.naturalWidth)
  await expect.poll(width).toBe(180)
  expect((await bob.fetch(String(await picture.getAttribute('src')))).status).toBe(200)

  await save('Address', 'acme-corp')
  await page.waitForURL(`${url}/app/acme-corp/settings`)
  await page.getByText('Saved.').first().waitFor()
  await page.getByRole('button', { name: /^Acme Corp/ }).waitFor()
  // A page that somebody else has open goes on at the new address.
  await members.getByRole('navigation').getByRole('link', { name: 'Settings' }).click()
  await members.waitForURL(`${url}/app/acme-corp/settings`)

  const leave = page.getByRole('button', { name: 'Leave…' })
  expect(await leave.isDisabled()).toBe(true)
  await page.getByText('You are the only owner. Make somebody else owner first').waitFor()
  await page.getByRole('button', { name: 'Choose an owner…' }).click()
  await page.getByRole('button', { name: 'Choose Bob' }).click()
  await page.getByRole('button', { name: 'Hand over' }).click()
  await page.getByText('Bob is an owner now, and you are an admin.').waitFor()
  await page.getByRole('button', { name: 'Delete…' }).waitFor({ state: 'detached' })
  expect(await query('select role from member order by role')).toEqual([
    { role: 'admin' },
    { role: 'owner' },
  ])

  await leave.click()
  await page.getByRole('button', { name: 'Leave organization' }).click()
  await page.waitForURL(`${url}/app`)
  await page.getByText('You belong to no organization yet').waitFor()

  await open(members, `${url}/app/acme/settings`)
  expect(members.url()).toBe(`${url}/app/acme-corp/settings`)
  await members.getByRole('button', { name: 'Delete…' }).click()
  await members.getByLabel('Type Acme Corp to confirm').fill('Acme Corp')
  await members.getByRole('button', { name: 'Delete organization' }).click()
  await members.waitForURL(`${url}/app`)
  expect(await query('select 1 from organization')).toEqual([])
})
