import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { awake, context, open } from '../../support/browser.ts'
import { password, people, startJourney } from '../../support/journey.ts'

const { url, mailbox, query, arrive, found } = await startJourney()
const { ada, cleo } = people

test('the first day needs no mouse: account, organization, invitation, leaving and coming back', async () => {
  const page = await (await context({ baseURL: url })).newPage()
  await open(page, '/sign-up')
  await write(page, page.getByLabel('Name'), ada.name)
  await write(page, page.getByLabel('E-mail'), ada.email)
  await write(page, page.getByLabel('Password', { exact: true }), password)
  await page.keyboard.press('Enter')
  await open(page, (await mailbox.letterTo(ada.email)).link)

  await press(page, page.getByRole('link', { name: 'Create an organization' }))
  await page.waitForURL('**/app/new')
  await write(page, page.getByLabel('Name'), 'Acme')
  await press(page, page.getByRole('button', { name: 'Create organization' }))
  await page.getByRole('heading', { name: 'Form the first team' }).waitFor()

  await press(page, page.getByRole('navigation').getByRole('link', { name: 'Members' }))
  await page.getByRole('heading', { name: 'Members' }).waitFor()
  await press(page, page.getByRole('button', { name: 'Invite people' }))
  await write(page, page.getByLabel('E-mail addresses'), cleo.email)
  await press(page, page.getByRole('combobox', { name: 'Role' }))
  await page.getByRole('listbox').waitFor()
  await page.keyboard.type('Admin')
  await page.keyboard.press('Enter')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  await press(page, page.getByRole('button', { name: 'Send invitation' }))
  await page.getByText(`A letter is on its way to ${cleo.email}.`).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('table', { name: 'Open invitations' }).waitFor()
  expect(await query('select email, role from invitation')).toEqual([
    { email: cleo.email, role: 'admin' },
  ])

  await press(page, page.getByRole('button', { name: /^Ada/ }))
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
  await write(page, page.getByLabel('E-mail'), ada.email)
  await write(page, page.getByLabel('Password', { exact: true }), password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Your organizations' }).waitFor()
})

test('the first press of Tab offers the way past the navigation', async () => {
  const person = await arrive('bob')
  await found('globex', person)
  const page = await (await person.browser()).newPage()
  await open(page, `${url}/app/globex`)
  await page.keyboard.press('Tab')
  expect(await page.getByRole('link', { name: 'Skip to the page' }).evaluate(isFocused)).toBe(true)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('main')
})

const isFocused = (element: Element) => element === document.activeElement

async function write(page: Page, field: Locator, text: string) {
  await reach(page, field)
  await page.keyboard.type(text)
}

async function press(page: Page, control: Locator) {
  await reach(page, control)
  await page.keyboard.press('Enter')
}

/** Presses Tab until the control has the focus, which must be seen wherever it stands. */
async function reach(page: Page, control: Locator) {
  await awake(page)
  await control.waitFor()
  for (let tab = 0; tab < 40; tab += 1) {
    if (await control.evaluate(isFocused)) return
    await page.keyboard.press('Tab')
    const unseen = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      const seen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      return seen ? null : element.outerHTML.slice(0, 200)
    })
    expect(unseen, 'has the focus and does not show it').toBeNull()
  }
  expect.fail(`Tab never came to ${control}`)
}
