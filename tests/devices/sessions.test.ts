import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { endSession, listMySessions } from '~/features/account/sessions.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { arrive, cookiesOf, type Person, password, signIn } from '../support/people'

type Listed = { id: string; current: boolean; browser: string; address: string | null }

let ada: Person
beforeEach(async () => {
  await asOwner(sql`delete from "user"`)
  ada = await arrive('ada')
})

async function listed(headers: Headers): Promise<Listed[]> {
  const { result } = await knock(listMySessions, undefined, headers)
  if (!Array.isArray(result)) throw new Error('That is no list.')
  return result
}

test('everybody sees where they are signed in, this place first, in words, and without any token', async () => {
  const headers = new Headers({
    'user-agent':
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    'x-client-ip': '192.0.2.7',
  })
  await callAuth('/sign-in/email', { body: { email: ada.email, password }, headers })
  const answer = await knock(listMySessions, undefined, ada.headers)
  expect(await listed(ada.headers)).toMatchObject([
    { current: true },
    { current: false, browser: 'Safari on macOS', address: '192.0.2.7' },
  ])
  const tokens = await asOwner(sql`select token from session`)
  for (const { token } of tokens) expect(answer.body).not.toContain(String(token))
})

test('one that has expired is not listed', async () => {
  await signIn(ada.email)
  await asOwner(sql`update session set expires_at = now() - interval '1 minute'
    where id = (select id from session order by created_at desc limit 1)`)
  expect(await listed(ada.headers)).toHaveLength(1)
})

test('one that is ended is out on its very next request; ending it again says so', async () => {
  const elsewhere = await signIn(ada.email)
  const other = (await listed(ada.headers)).find(({ current }) => !current)
  expect(await knock(endSession, { id: other?.id }, ada.headers)).toMatchObject({ status: 200 })
  expect((await callAuth('/get-session', { headers: elsewhere })).data).toBeNull()
  expect(await listed(ada.headers)).toHaveLength(1)
  expect(await knock(endSession, { id: other?.id }, ada.headers)).toMatchObject({ status: 404 })
})

test("somebody else's session is as if there were none, and goes on", async () => {
  const eve = await arrive('eve')
  const [theirs] = await listed(eve.headers)
  const refused = await knock(endSession, { id: theirs?.id }, ada.headers)
  const invented = await knock(endSession, { id: 'nobody has this one' }, ada.headers)
  expect({ status: refused.status, body: refused.body }).toEqual({
    status: invented.status,
    body: invented.body,
  })
  expect((await callAuth('/get-session', { headers: eve.headers })).data).not.toBeNull()
})

test('all the others end at once and this one stays, or all of them end', async () => {
  const elsewhere = [await signIn(ada.email), await signIn(ada.email)]
  const rest = await callAuth('/revoke-other-sessions', { body: {}, headers: ada.headers })
  expect(rest.status).toBe(200)
  for (const headers of elsewhere) {
    expect((await callAuth('/get-session', { headers })).data).toBeNull()
  }
  expect((await callAuth('/get-session', { headers: ada.headers })).data).not.toBeNull()
  expect((await callAuth('/revoke-sessions', { body: {}, headers: ada.headers })).status).toBe(200)
  expect((await callAuth('/get-session', { headers: ada.headers })).data).toBeNull()
})

test('when it was used last is known to a quarter of an hour, and a used session lives on', async () => {
  await asOwner(sql`update session set updated_at = now() - interval '20 minutes',
    expires_at = now() + interval '7 days' - interval '20 minutes'`)
  const answer = await callAuth('/get-session', { headers: ada.headers })
  expect(cookiesOf(answer.headers)).toContain('session_token')
  const [row] = await asOwner(
    sql`select updated_at > now() - interval '1 minute' as just from session`,
  )
  expect(row).toEqual({ just: true })
})
