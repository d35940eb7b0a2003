import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAround } from '../../dev/bench-facts.ts'
import { benchPage } from '../../dev/bench-page.ts'
import { people, type Who } from '../../dev/people.ts'
import { remakeWorld } from '../../dev/world.ts'
import { clearAway, type Launched, launch, newFolder, until } from './launcher'
import { cookiesOf, nameAt, renameAt, signInAt } from './visit'

const folder = newFolder()
const { DATABASE_URL = '', DATABASE_OWNER_URL = '' } = process.env
const owner = new Client({ connectionString: DATABASE_OWNER_URL })
let dev: Launched

// On a database of the developer's own: the one of this test file, where making the demo world was cut short.
beforeAll(async () => {
  const cutShort = remakeWorld(DATABASE_OWNER_URL, async () => {
    await owner.connect()
    await owner.query(
      `insert into "user" (id, name, email) values ('half', 'Half', 'half@made.test')`,
    )
    throw new Error('killed')
  })
  await expect(cutShort).rejects.toThrow('killed')
  dev = await launch({ folder, env: { DATABASE_URL, DATABASE_OWNER_URL } })
  await dev.ready()
})
afterAll(async () => {
  dev.child.kill('SIGTERM')
  await dev.ended()
  await owner.end()
  clearAway(folder)
})

test('the demo world is whole, though the start before was killed while making it', async () => {
  await expectDemoWorld()
})

test('shows the last letters, and the way that each offers', async () => {
  await until(async () => (await page()).includes('Eve invites you to Globex'), 20_000, dev.said)
  expect(await html()).toMatch(new RegExp(`href="${dev.url}/invitation/[^"]+">Follow its link`))
})

test.each(Object.entries(people))(
  'signs a developer in as %s in one click',
  async (who, { name }) => {
    const answer = await press(`/sign-in/${who}`)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/app'])
    expect(await nameAt(dev.url, cookiesOf(answer))).toBe(name)
  },
)

test('replaces whoever was signed in, whose session ends', async () => {
  const ada = await signInAt(dev.url, 'ada')
  const bob = cookiesOf(await press('/sign-in/bob', ada))
  expect(await nameAt(dev.url, bob)).toBe('Bob')
  expect(await nameAt(dev.url, ada)).toBeUndefined()
})

test('signs in more often than a stranger may try', async () => {
  for (let times = 1; times <= 15; times += 1) {
    expect((await press('/sign-in/eve')).status).toBe(303)
  }
})

test('tells who is signed in, how the app and the queue fare, and where the database is', async () => {
  expect(await page()).toContain('Nobody is signed in.')
  const cookie = await signInAt(dev.url, 'cleo')
  const shown = await page(cookie)
  expect(shown).toContain('Signed in as Cleo, cleo@acme.test.')
  expect(shown).toContain('The app answers; the database is reachable.')
  expect(shown).toMatch(/mail \d+ waiting · \d+ at work · \d+ done · 0 failed/)
  const { host, pathname, password } = new URL(DATABASE_URL)
  expect(shown).toContain(`postgres://app@${host}${pathname}`)
  expect(password.length).toBeGreaterThan(20)
  expect(await html(cookie)).not.toContain(password)
})

test('signs out', async () => {
  const cookie = await signInAt(dev.url, 'cleo')
  const answer = await press('/sign-out', cookie)
  expect(answer.headers.getSetCookie()).toContain('better-auth.session_token=; Path=/; Max-Age=0')
  expect(await nameAt(dev.url, cookie)).toBeUndefined()
})

test('shows what failed last, without what it carried', async () => {
  await owner.query(
    `insert into jobs.job (name, data, state, retry_count, output, completed_on)
     values ('mail', '{"to":"somebody@secret.test"}', 'failed', 10, '{"message":"422 <from> is missing"}', now())`,
  )
  expect(await page()).toMatch(/422 &lt;from&gt; is missing mail, try 11, \d\d:\d\d:\d\d/)
  expect(await html()).not.toContain('somebody@secret.test')
})

test('a reset makes the world as it was at first, and signs out', async () => {
  const ada = await signInAt(dev.url, 'ada')
  await renameAt(dev.url, ada, 'Adelaide')
  const answer = await press('/reset', ada)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/dev?news=reset'])
  expect(answer.headers.getSetCookie()).toContain('better-auth.session_token=; Path=/; Max-Age=0')
  expect(await nameAt(dev.url, ada)).toBeUndefined()
  expect(await nameAt(dev.url, await signInAt(dev.url, 'ada'))).toBe('Ada')
  await expectDemoWorld()
})

test('two resets at once, with people at work, leave one whole world', async () => {
  const crowd: Who[] = ['ada', 'bob', 'cleo']
  const answers = await Promise.all([
    press('/reset'),
    press('/reset'),
    ...crowd.map((who) => press(`/sign-in/${who}`)),
    press('/reset'),
  ])
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303, 303])
  await expectDemoWorld()
})

test('does nothing for another site, for a bare link, or for a stranger', async () => {
  const before = await worldNow()
  for (const site of ['cross-site', 'same-site', 'none']) {
    const answer = await press('/reset', '', { 'sec-fetch-site': site })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
  }
  const unsaid = await fetch(`${dev.url}/dev/sign-in/ada`, { method: 'POST', redirect: 'manual' })
  expect([unsaid.status, unsaid.headers.getSetCookie()]).toEqual([403, []])
  for (const path of ['/reset', '/sign-in/ada', '/sign-out']) {
    const answer = await fetch(`${dev.url}/dev${path}`, { redirect: 'manual' })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([404, []])
  }
  expect((await press('/sign-in/mallory')).status).toBe(404)
  expect((await press('/constructor')).status).toBe(404)
  expect(await worldNow()).toEqual(before)
})

test('moves the clock of the bill, and a reset takes it back', async () => {
  const inDays = (days: number) =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
      Date.now() + days * 86_400_000,
    )
  expect(await page()).toContain(`By Stripe’s stand-in it is ${inDays(0)}.`)
  const answer = await press('/clock/day')
  const location = answer.headers.get('location')
  expect([answer.status, location]).toEqual([303, '/dev?news=clock'])
  const told = words(await (await fetch(dev.url + location)).text())
  expect(told).toContain(`On the bill it is ${inDays(1)} now.`)
  await press('/reset')
  expect(await page()).toContain(`By Stripe’s stand-in it is ${inDays(0)}.`)
})

test('says so when an account no longer takes the demo password, and a reset mends it', async () => {
  await owner.query(`update account set password = null`)
  const answer = await press('/sign-in/ada')
  expect(answer.status).toBe(500)
  expect(await answer.text()).toContain('If the account has changed, a reset makes it as it was.')
  await press('/reset')
  expect((await press('/sign-in/ada')).status).toBe(303)
})

test('stands while the app, the database and the inbox are broken', async () => {
  const nobody = 'http://127.0.0.1:9'
  const nowhere = 'postgres://app:secret@127.0.0.1:9/atrium'
  const database = { appUrl: nowhere, ownerUrl: nowhere, passwordsFile: undefined }
  const around = { address: nobody, origin: nobody, inboxUrl: nobody, database }
  const look = { stylesheet: '/styles.css', title: 'Bench', sentence: 'For a test.' }
  const shown = words(benchPage({ ...(await lookAround(around, '')), news: null }, look))
  expect(shown).toContain('Who is signed in cannot be told: the app does not answer.')
  expect(shown).toContain('The inbox does not answer.')
  expect(shown).toContain('The database does not answer.')
})

function press(path: string, cookie = '', headers = { 'sec-fetch-site': 'same-origin' }) {
  const init = { method: 'POST', redirect: 'manual', headers: { ...headers, cookie } } as const
  return fetch(`${dev.url}/dev${path}`, init)
}

async function html(cookie = ''): Promise<string> {
  return (await fetch(`${dev.url}/dev`, { headers: { cookie } })).text()
}

const page = async (cookie?: string) => words(await html(cookie))

const words = (text: string) =>
  text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,])/g, '$1')

const worldNow = async () => {
  const { rows } = await owner.query<{ people: string; organizations: string; teams: string }>(
    `select (select string_agg(name, ' ' order by name) from "user") as people,
       (select string_agg(name, ' ' order by name) from organization) as organizations,
       (select string_agg(name, ', ' order by name) from team) as teams,
       (select count(*)::int from project where archived_at is null) as projects,
       (select count(*)::int from member) as members,
       (select string_agg(email, ' ' order by email) from invitation where status = 'pending') as invited`,
  )
  return rows[0]
}

async function expectDemoWorld(): Promise<void> {
  expect(await worldNow()).toEqual({
    people: 'Ada Bob Cleo Eve Olive',
    organizations: 'Acme Globex',
    teams: 'Design, General, General, Laboratory, Warehouse',
    projects: 13,
    members: 4,
    invited: `${people.bob.email} warehouse@acme.test`,
  })
  await until(async () => (await page()).includes('Eve invites you to Globex'), 20_000, dev.said)
  expect((await page()).match(/Eve invites you to Globex/g)).toHaveLength(1)
}
