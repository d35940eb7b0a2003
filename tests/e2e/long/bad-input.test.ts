import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { context, forgive, open } from '../../support/browser.ts'
import { password, people, startJourney } from '../../support/journey.ts'

const { url, mailbox, query, count, output, arrive, signIn, found } = await startJourney()
const ada = await arrive('ada')
const acme = await found('acme', ada)
const adas = await (await ada.browser()).newPage()

const million = 'x'.repeat(1_000_000)

test('an address that is taken or reserved is refused beside its field, and what was typed stays', async () => {
  await open(adas, `${url}/app/new`)
  await adas.getByLabel('Name').fill('Acme of the north')
  for (const [address, sentence] of [
    ['acme', 'This address is taken. Choose another.'],
    ['new', 'This address is reserved. Choose another.'],
    ['account', 'This address is reserved. Choose another.'],
    ['Not An Address', 'Use lower-case letters, digits and single hyphens.'],
  ] as const) {
    await adas.getByLabel('Address').fill(address)
    await adas.getByRole('button', { name: 'Create organization' }).dblclick()
    await adas.getByText(sentence).first().waitFor()
    expect(await adas.getByLabel('Address').inputValue()).toBe(address)
    expect(await adas.getByLabel('Address').getAttribute('aria-invalid')).toBe('true')
    expect(await focused(adas)).toBe('slug')
  }
  expect(await adas.getByLabel('Name').inputValue()).toBe('Acme of the north')
  expect(await count('organization')).toBe(1)
})

test('a form that is sent twice acts once: one account, one organization, one project, one invitation', async () => {
  const page = await (await context({ baseURL: url })).newPage()
  const { name, email } = people.bob
  await open(page, '/sign-up')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await twice(page, 'Create account')
  await page.goto((await mailbox.letterTo(email)).link)
  await page.getByRole('heading', { name: 'Your organizations' }).waitFor()

  await open(page, '/app/new')
  await page.getByLabel('Name').fill('Globex')
  await twice(page, 'Create organization')
  await page.getByRole('heading', { name: 'Form the first team' }).waitFor()

  await open(page, '/app/globex/projects')
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill('Weather machine')
  await twice(page, 'Create project')
  await page.getByRole('table', { name: 'Projects' }).getByText('Weather machine').waitFor()

  await open(page, '/app/globex/members')
  await page.getByRole('button', { name: 'Invite people' }).click()
  await page.getByLabel('E-mail addresses').fill(people.cleo.email)
  await twice(page, 'Send invitation')
  await page.getByText(`A letter is on its way to ${people.cleo.email}.`).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('table', { name: 'Open invitations' }).waitFor()
  await mailbox.letterTo(people.cleo.email)

  expect(await count('"user"', `email = '${email}'`)).toBe(1)
  expect(await count('organization', "name = 'Globex'")).toBe(1)
  expect(await count('project')).toBe(1)
  expect(await count('invitation')).toBe(1)
  for (const to of [email, people.cleo.email]) {
    expect(await count('jobs.job', `name = 'mail' and data ->> 'to' = '${to}'`)).toBe(1)
  }
})

test('a name of a megabyte is refused beside its field when it is pasted', async () => {
  await open(adas, `${url}/app/acme/projects`)
  await adas.getByRole('button', { name: 'New project' }).first().click()
  await paste(adas, 'Name')
  await adas.getByRole('button', { name: 'Create project' }).click()
  await adas.getByText('Use at most 80 characters.').waitFor()
  expect((await adas.getByLabel('Name').inputValue()).length).toBe(million.length)
})

test('a name of a megabyte is refused by every door that takes one', async () => {
  const door = adas.waitForRequest('**/_serverFn/projects.createProject')
  await open(adas, `${url}/app/acme/projects`)
  await adas.getByRole('button', { name: 'New project' }).first().click()
  await adas.getByLabel('Name').fill('Spring catalogue')
  await twice(adas, 'Create project')
  const sent = await door
  const body = sent.postData()?.replace('Spring catalogue', million)
  const { 'x-tsr-serverfn': itself = '', 'content-type': type = '' } = sent.headers()
  const headers = { 'x-tsr-serverfn': itself, 'content-type': type }
  await adas.getByRole('table', { name: 'Projects' }).waitFor()
  const rows = () =>
    Promise.all(['"user"', 'organization', 'project', 'invitation'].map((table) => count(table)))
  const before = await rows()

  const { email } = people.cleo
  for (const [path, words] of [
    ['/api/auth/sign-up/email', { name: million, email, password }],
    ['/api/auth/update-user', { name: million }],
    ['/api/auth/organization/create', { name: million, slug: 'initech' }],
    ['/api/auth/organization/create', { name: 'Initech', slug: million }],
    ['/api/auth/organization/update', { organizationId: acme.id, data: { name: million } }],
    ['/api/auth/organization/invite-member', { email: `${million}@acme.test`, role: 'member' }],
    ['/api/auth/sign-up/email', { name: 'Cleo', email: `${million}@acme.test`, password }],
    [new URL(sent.url()).pathname, body],
  ] as const) {
    const answer = await ada.fetch(path, {
      body: words,
      headers: path.startsWith('/api') ? {} : headers,
    })
    expect(answer.status, path).toBeGreaterThanOrEqual(400)
    expect(answer.status, path).toBeLessThan(500)
  }
  expect(await rows()).toEqual(before)
  expect(await query('select name from "user" where id = $1', [ada.id])).toEqual([{ name: 'Ada' }])
})

test('a name in any script, with emoji or with markup, is shown and mailed as it was written', async () => {
  const person = 'Ada <script>alert(1)</script> & Söhne'
  const organization = 'مدرسة النور 🌿'
  const page = await (await (await signIn(ada.email)).browser()).newPage()
  page.on('dialog', () => expect.unreachable('A name ran as a script.'))
  await open(page, `${url}/app/account/profile`)
  await page.getByLabel('Name').fill(person)
  await page.getByRole('button', { name: 'Save name' }).click()
  await page.getByText('Saved.').waitFor()

  await open(page, `${url}/app/new`)
  await page.getByLabel('Name').fill(organization)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await page.getByText('Use at least 2 characters.').waitFor()
  await page.getByLabel('Address').fill('al-noor')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await page.getByRole('heading', { name: 'Form the first team' }).waitFor()

  await open(page, `${url}/app/al-noor/members`)
  await page.getByRole('table', { name: 'Members' }).getByText(person).waitFor()
  await page.getByRole('button', { name: 'Invite people' }).click()
  await page.getByLabel('E-mail addresses').fill(people.olive.email)
  await page.getByRole('button', { name: 'Send invitation' }).click()
  const letter = await mailbox.letterTo(people.olive.email)
  expect(letter.html).not.toContain('<script')
  expect(letter.html).toContain('&lt;script&gt;')
  expect(letter.subject).toContain(organization)

  const guest = await (await context()).newPage()
  await open(guest, letter.link)
  await guest.getByText(person).waitFor()
  expect(await guest.getByText(organization).innerText()).toBe(organization)
})

test('a page that cannot be made shows the number its log line has, and comes back with “Try again”, with its script or without', async () => {
  forgive(/Failed to load resource: the server responded with a status of 500/)
  forgive(/Bug: Something went wrong on our side/)
  await query('revoke select on project from tenant')
  const response = await adas.goto(`${url}/app/acme/projects`)
  expect(response?.status()).toBe(500)
  await adas.getByText('Something went wrong on our side').waitFor()
  const shown = await adas.getByRole('alert').locator('code').innerText()
  expect(shown).toBe(response?.headers()['x-request-id'])
  expect(output()).toContain(shown)
  expect(await adas.content()).not.toContain('permission denied')

  const scriptless = await (await ada.browser()).newPage()
  await scriptless.route('**/*.js', (route) => route.abort())
  forgive(/Failed to load resource: net::ERR_FAILED/)
  await scriptless.goto(`${url}/app/acme/projects?q=spring`)
  await scriptless.getByText('Something went wrong on our side').waitFor()

  await query('grant select on project to tenant')
  await adas.getByRole('button', { name: 'Try again' }).click()
  await adas.getByRole('table', { name: 'Projects' }).getByText('Spring catalogue').waitFor()

  await scriptless.getByRole('button', { name: 'Try again' }).click()
  await scriptless.getByRole('table', { name: 'Projects' }).getByText('Spring catalogue').waitFor()
  expect(scriptless.url()).toContain('q=spring')
})

const twice = (page: Page, button: string) => page.getByRole('button', { name: button }).dblclick()

/** As from the clipboard: one input event with all of it. */
async function paste(page: Page, label: string) {
  await page.getByLabel(label).click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(million)
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('name'))
