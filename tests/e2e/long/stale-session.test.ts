import type { BrowserContext, Page, Request } from 'playwright-core'
import { expect, test } from 'vitest'
import { open } from '../../support/browser.ts'
import { type Person, startJourney } from '../../support/journey.ts'

const { url, query, count, arrive, signIn, found } = await startJourney()
const ada = await arrive('ada')
const bob = await arrive('bob')
const cleo = await arrive('cleo')
const eve = await arrive('eve')
const olive = await arrive('olive')
const acme = await found('acme', ada, [
  { person: bob, role: 'admin' },
  { person: cleo, role: 'member' },
])

test('a removed member is out on the next request: page, door and invitation alike', async () => {
  const { page, doors, browser } = await atWork(bob, 'Spring catalogue')

  const body = { memberIdOrEmail: bob.email, organizationId: acme.id }
  expect((await ada.fetch('/api/auth/organization/remove-member', { body })).status).toBe(200)

  await page.getByRole('navigation').getByRole('link', { name: 'Members' }).click()
  await page.getByText('There is no such organization.').waitFor()
  for (const door of doors) {
    const strangers = await knock(door, eve)
    expect(strangers.status).toBe(404)
    expect(await knock(door, bob)).toEqual(strangers)
  }
  expect(await loads(browser, '/app/acme/projects')).toEqual([404, 'This is not here'])
  await actsNoMore(bob)
})

test('a revoked session is out on the next request, while the same person’s other session works on', async () => {
  const { page, doors, browser } = await atWork(cleo, 'New warehouse')
  const elsewhere = await signIn(cleo.email)

  const revoked = await elsewhere.fetch('/api/auth/revoke-other-sessions', { body: {} })
  expect(revoked.status).toBe(200)

  await page.getByRole('navigation').getByRole('link', { name: 'Members' }).click()
  await page.waitForURL('**/sign-in?**')
  await shutTo(cleo, doors)
  const lists = doors.filter((door) => door.url().includes('projects.listProjects'))
  for (const door of lists) expect((await knock(door, elsewhere)).status).toBe(200)
  expect(await loads(browser, '/app/acme/projects')).toEqual([200, 'Sign in'])
  await actsNoMore(cleo)
})

test('whoever the operator bans is out on the next request, and cannot come back', async () => {
  const again = await signIn(cleo.email)
  const { page, doors, browser } = await atWork(again, 'Winter catalogue')

  const body = { userId: again.id, reason: 'Sent the same letter to everybody.' }
  expect((await olive.fetch('/api/auth/admin/ban-user', { body })).status).toBe(200)

  await page.getByRole('navigation').getByRole('link', { name: 'Members' }).click()
  await page.waitForURL('**/sign-in?**')
  await shutTo(again, doors)
  expect(await loads(browser, '/app/acme/projects')).toEqual([200, 'Sign in'])
  await actsNoMore(again)

  await page.getByLabel('E-mail').fill(again.email)
  await page.getByLabel('Password', { exact: true }).fill('open the atrium')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('This account is suspended.').waitFor()
})

test('a ban that reached the database alone holds too, although the session is still there', async () => {
  const { doors, browser } = await atWork(ada, 'Harbour')
  await query('update "user" set banned = true where id = $1', [ada.id])

  await shutTo(ada, doors)
  expect(await loads(browser, '/app/acme/projects')).toEqual([200, 'Sign in'])
  await actsNoMore(ada)
})

/** The person at work in Acme, and Acme's doors that their browser called meanwhile. */
async function atWork(person: Person, project: string) {
  const browser = await person.browser()
  const page = await browser.newPage()
  const doors: Request[] = []
  page.on('request', (request) => {
    if (request.url().includes('/_serverFn/projects.')) doors.push(request)
  })
  await open(page, `${url}/app/acme/projects`)
  await createProject(page, project)
  expect(doors.map((door) => new URL(door.url()).pathname)).toEqual(
    expect.arrayContaining([
      '/_serverFn/projects.createProject',
      '/_serverFn/projects.listProjects',
    ]),
  )
  return { browser, page, doors }
}

async function createProject(page: Page, name: string) {
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('table', { name: 'Projects' }).getByText(name).waitFor()
}

/** Every door answers their cookie as it answers nobody. */
async function shutTo(person: Person, doors: Request[]) {
  for (const door of doors) {
    const nobodys = await knock(door)
    expect(nobodys.status).toBe(403)
    expect(await knock(door, person)).toEqual(nobodys)
  }
}

/** The very request that the browser sent, once more, with somebody's cookie or nobody's. */
async function knock(door: Request, person?: Person) {
  const { cookie: _, ...sent } = await door.allHeaders()
  const headers = Object.fromEntries(
    Object.entries(sent).filter(([name]) =>
      /^(content-type|accept|origin|sec-fetch-site|x-)/.test(name),
    ),
  )
  const path = door.url().slice(url.length)
  const answer = person
    ? await person.fetch(path, { body: door.postData() ?? undefined, headers })
    : await fetch(door.url(), {
        method: door.method(),
        headers: { origin: url, ...headers },
        body: door.postData(),
      })
  return { status: answer.status, body: await answer.text() }
}

/** What a new tab gets: the status, and the heading or sentence that says why. */
async function loads(browser: BrowserContext, path: string) {
  const page = await browser.newPage()
  const response = await page.goto(url + path)
  const said = page
    .getByRole('alert')
    .locator('div')
    .or(page.getByRole('heading', { level: 1 }))
  return [response?.status(), await said.first().innerText()]
}

/** better-auth's own doors are shut as well: nothing that is tried leaves a row. */
async function actsNoMore(person: Person) {
  const rows = () => Promise.all([count('invitation'), count('organization', "slug = 'initech'")])
  const before = await rows()
  const email = 'somebody@acme.test'
  const invited = await person.fetch('/api/auth/organization/invite-member', {
    body: { email, role: 'member', organizationId: acme.id },
  })
  expect(invited.status).toBeGreaterThanOrEqual(400)
  expect(await rows()).toEqual(before)
}
