import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auth } from '~/auth/auth.server'
import { adminActs } from '~/auth/operator/admin-acts.server'
import { db } from '~/db/client'
import { user } from '~/db/schema'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { arrive, found, type Person, signIn } from '../support/people'

const reason = 'Asked for by telephone, ticket 12'

let ada: Person
let cleo: Person
let eve: Person
let olive: Person
let second: Person
beforeAll(async () => {
  ada = await arrive('ada')
  cleo = await arrive('cleo')
  eve = await arrive('eve')
  olive = await arrive('olive')
  second = await arrive('bob')
  await found('globex', eve)
})

const as = (person: Person, path: string, body: object) =>
  callAuth(`/admin/${path}`, { body, headers: person.headers })
const operate = (path: string, body: object) => as(olive, path, { reason, ...body })
const row = async ({ id }: Person) => (await db.select().from(user).where(eq(user.id, id)))[0]
const make = (person: Person, role: string | null) =>
  asOwner(
    sql`update "user" set role = ${role}, banned = false, ban_expires = null where id = ${person.id}`,
  )
const written = async () => (await asOwner(sql`select count(*)::int as n from audit`))[0]?.n
/** The last line about somebody. */
const line = async ({ id }: { id: string }) => {
  const [last] = await asOwner(
    sql`select actor_id, actor_role, session_id, organization_id, action, details from audit
      where subject_id = ${id} order by id desc limit 1`,
  )
  return last
}

beforeEach(async () => {
  await make(olive, 'operator')
  await make(second, 'user')
  await make(cleo, 'user')
})

describe('whoever does not run the product', () => {
  test('is answered alike at every endpoint, also for an account there is not, and whoever they are', async () => {
    const looking = await operate('impersonate-user', { userId: ada.id })
    expect(looking.status).toBe(200)
    await make(second, 'operator')
    const banned = second
    await asOwner(sql`update "user" set banned = true where id = ${banned.id}`)
    const cookies = looking.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    const strangers = {
      nobody: new Headers(),
      owner: eve.headers,
      'banned operator': banned.headers,
      'operator who looks through other eyes': new Headers({ cookie: cookies.join('; ') }),
    }
    const answers = new Set<string>()
    for (const headers of Object.values(strangers)) {
      for (const path of Object.keys(adminActs)) {
        for (const userId of [cleo.id, 'nobody']) {
          const get = path.endsWith('get-user') || path.endsWith('list-users')
          const { status, data } = await callAuth(path, {
            headers,
            ...(get ? { query: { id: userId } } : { body: { userId, reason, role: 'user' } }),
          })
          answers.add(JSON.stringify({ status, data }))
        }
      }
    }
    expect([...answers]).toEqual([expect.stringContaining('"status":404')])
    expect(await row(cleo)).toMatchObject({ name: 'Cleo', banned: false })
  })

  test('finds every endpoint of better-auth for operators among those that are guarded or closed', () => {
    const paths = Object.values(auth.api).flatMap((endpoint) => {
      const { path } = Object(endpoint)
      return typeof path === 'string' && path.startsWith('/admin/') ? [path] : []
    })
    const closed: string[] = auth.options.disabledPaths
    const open = paths.filter((path) => !closed.includes(path))
    expect(open.toSorted()).toEqual(
      ['/admin/stop-impersonating', ...Object.keys(adminActs)].toSorted(),
    )
  })

  test('support looks and ends sessions, and changes nothing', async () => {
    await make(second, 'support')
    const query = { id: cleo.id }
    expect((await callAuth('/admin/get-user', { query, headers: second.headers })).status).toBe(200)
    for (const [path, body] of Object.entries({
      'ban-user': {},
      'set-role': { role: 'operator' },
      'set-user-password': { newPassword: 'a wholly new password' },
      'update-user': { data: { name: 'Other' } },
      'remove-user': {},
      'create-user': { name: 'New', email: 'new@acme.test' },
    })) {
      const answer = await as(second, path, { userId: cleo.id, reason, ...body })
      expect({ path, status: answer.status }).toEqual({ path, status: 403 })
    }
    await signIn(cleo.email)
    const ended = await as(second, 'revoke-user-sessions', { userId: cleo.id, reason })
    expect(ended.status).toBe(200)
    expect(await line(cleo)).toMatchObject({ action: 'user.sessions_ended', actor_role: 'support' })
  })
})

describe('every act of an operator', () => {
  test('asks for a reason, at the field of that name, and does nothing without', async () => {
    for (const given of [undefined, '', '  a ', 'x'.repeat(301), 'a\u0007bc', 7]) {
      const answer = await operate('ban-user', { userId: cleo.id, reason: given })
      expect(answer).toMatchObject({
        status: 422,
        data: { refusal: 'invalid', fields: { reason: expect.any(String) } },
      })
    }
    expect(await row(cleo)).toMatchObject({ banned: false })
  })

  test('asks for a fresh session, as the console does', async () => {
    const old = { ...olive, headers: await signIn(olive.email) }
    await asOwner(sql`update session set created_at = now() - interval '2 days'
      where id = (select id from session where user_id = ${olive.id} order by created_at desc limit 1)`)
    const answer = await as(old, 'ban-user', { userId: cleo.id, reason })
    expect(answer).toMatchObject({ status: 403, data: { refusal: 'unconfirmed' } })
  })

  test('leaves a line with who, by which session, in which role, on whom and why; a refused one leaves none', async () => {
    const before = await written()
    await operate('update-user', { userId: cleo.id, data: { name: 'Cleo C.' } })
    expect(await line(cleo)).toMatchObject({
      actor_id: olive.id,
      actor_role: 'operator',
      session_id: expect.any(String),
      organization_id: null,
      action: 'user.changed',
      details: { userId: cleo.id, name: 'Cleo', reason, changed: ['name'] },
    })
    const again = await operate('update-user', { userId: cleo.id, data: { name: 'Cleo C.' } })
    expect(again).toMatchObject({
      status: 409,
      data: { message: expect.stringContaining('so already') },
    })
    expect(await written()).toBe(Number(before) + 1)
    await operate('update-user', { userId: cleo.id, data: { name: 'Cleo' } })
  })

  test('on an account that was deleted meanwhile is a sentence', async () => {
    for (const path of ['ban-user', 'unban-user', 'remove-user', 'revoke-user-sessions']) {
      const { status, data } = await operate(path, { userId: 'gone' })
      expect({ status, message: data?.message }).toEqual({
        status: 404,
        message: 'There is no such account. It may have been deleted.',
      })
    }
  })
})
