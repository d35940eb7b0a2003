import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { comeBack, hasLooked } from '~/auth/impersonation/look.functions'
import { getSession } from '~/auth/session.functions'
import { signOutAccount } from '~/auth/sign-in/accounts.functions'
import { endSession, listMySessions } from '~/features/account/sessions.functions'
import { listProjects } from '~/features/projects/projects.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { look, stepUp } from '../support/looking'
import { arrive, found, type Person, signIn } from '../support/people'
import { withCookies } from '../support/second-step'

let ada: Person
let cleo: Person
let olive: Person
let asCleo: Headers
beforeAll(async () => {
  ada = await arrive('ada')
  cleo = await arrive('cleo')
  olive = await arrive('olive')
  await found('acme', ada, [{ person: cleo, role: 'member' }])
})
beforeEach(async () => {
  olive.headers = await signIn(olive.email)
  asCleo = await look(olive, cleo)
})
afterEach(() =>
  asOwner(sql`update "user" set role = 'operator', banned = false
  where id = ${olive.id}`),
)

const over = {
  status: 403,
  error: { code: 'forbidden', sentence: /look through their eyes is over/ },
}
const stop = (headers: Headers) => callAuth('/admin/stop-impersonating', { body: {}, headers })
const whoIs = async (headers: Headers) => {
  const { result } = await knock(getSession, undefined, headers)
  return Object(Object(result).user).id ?? null
}
const projectsOf = (headers: Headers) => knock(listProjects, { org: 'acme' }, headers)
const lastEnd = async () => {
  const [line] =
    await asOwner(sql`select actor_id, impersonator_id, details ->> 'how' as how from audit
    where action = 'impersonation.ended' order by id desc limit 1`)
  return line
}
const isOver = async (headers: Headers) => {
  const { status, error } = await projectsOf(headers)
  expect({ status, sentence: Object(error).sentence }).toMatchObject({
    status: 403,
    sentence: expect.stringMatching(over.error.sentence),
  })
  expect(await whoIs(headers)).toBeNull()
  const { data } = await callAuth('/get-session', { headers })
  expect(data).toBeNull()
}

test('stopping returns to the operator’s own session; the look’s cookie opens nothing any more', async () => {
  const answer = await stop(asCleo)
  expect(answer.status).toBe(200)
  const back = withCookies(asCleo, answer.headers)
  expect(await whoIs(back)).toBe(olive.id)
  expect(await knock(hasLooked, undefined, back)).toMatchObject({ result: false })
  expect(await lastEnd()).toEqual({ actor_id: cleo.id, impersonator_id: olive.id, how: 'stopped' })
  const stolen = new Headers({ cookie: onlySession(asCleo) })
  expect(await projectsOf(stolen)).toMatchObject({ status: 403 })
  expect(await whoIs(cleo.headers)).toBe(cleo.id)
})

test('stopping in a second tab comes back as well', async () => {
  await stop(asCleo)
  const answer = await stop(asCleo)
  expect(answer.status).toBe(200)
  expect(await whoIs(withCookies(asCleo, answer.headers))).toBe(olive.id)
})

test('stopping after the operator’s own session has ended leaves the browser signed in as nobody', async () => {
  await asOwner(sql`delete from session where user_id = ${olive.id}`)
  const answer = await stop(asCleo)
  expect(answer).toMatchObject({ status: 200, data: { session: null, user: null } })
  const after = withCookies(asCleo, answer.headers)
  expect(await whoIs(after)).toBeNull()
  expect(await whoIs(asCleo)).toBeNull()
  expect(await knock(hasLooked, undefined, after)).toMatchObject({ result: false })
})

test('signing out while looking is to stop, and ends none of the person’s own sessions', async () => {
  const answer = await knock(signOutAccount, { userId: cleo.id }, asCleo)
  expect(answer).toMatchObject({ status: 200, result: true })
  expect(await whoIs(withCookies(asCleo, answer.headers))).toBe(olive.id)
  expect(await whoIs(asCleo)).toBeNull()
  expect(await whoIs(cleo.headers)).toBe(cleo.id)
})

test('a look is over by itself: the next request says so in a sentence, and the way back leads to oneself', async () => {
  await asOwner(sql`update impersonation set ends_at = now() - interval '1 second'`)
  await isOver(asCleo)
  expect(await lastEnd()).toMatchObject({ impersonator_id: olive.id, how: 'over' })
  const back = await knock(comeBack, undefined, asCleo)
  expect(back).toMatchObject({ result: { operator: olive.name, person: { id: cleo.id } } })
  const again = withCookies(asCleo, back.headers)
  expect(await whoIs(again)).toBe(olive.id)
  expect(await knock(comeBack, undefined, again)).toMatchObject({ result: null })
})

test('the way back from a look that goes on leads nowhere', async () => {
  expect(await knock(comeBack, undefined, asCleo)).toMatchObject({ result: null })
  expect(await whoIs(asCleo)).toBe(cleo.id)
})

test('a session that was made to last longer than its look does not', async () => {
  // Without the cookie that says so better-auth would make it last a week.
  const cookie = `${onlySession(asCleo)}`
  await asOwner(sql`update session set expires_at = now() + interval '7 days'`)
  await asOwner(sql`update impersonation set ends_at = now() - interval '1 second'`)
  expect(await whoIs(new Headers({ cookie }))).toBeNull()
})

test.each([
  ['is an operator no more', sql`role = 'user'`],
  ['is banned', sql`banned = true`],
])('the look ends at once when the operator %s', async (_, change) => {
  expect(await projectsOf(asCleo)).toMatchObject({ status: 200 })
  await asOwner(sql`update "user" set ${change} where id = ${olive.id}`)
  const { status } = await callAuth('/organization/list', { headers: asCleo })
  expect(status).toBe(403)
  await isOver(asCleo)
})

test('a session that only says that it is a look is nobody’s', async () => {
  await asOwner(sql`delete from impersonation`)
  await isOver(asCleo)
})

test('the person deleted or banned meanwhile: the look is over', async () => {
  await asOwner(sql`update "user" set banned = true where id = ${cleo.id}`)
  expect(await projectsOf(asCleo)).toMatchObject({ status: 403 })
  await asOwner(sql`update "user" set banned = false where id = ${cleo.id}`)
  const bob = await arrive('bob')
  const asBob = await look(olive, bob)
  await asOwner(sql`delete from "user" where id = ${bob.id}`)
  expect(await projectsOf(asBob)).toMatchObject({ status: 403 })
  const back = await knock(comeBack, undefined, asBob)
  expect(await whoIs(withCookies(asBob, back.headers))).toBe(olive.id)
})

test('nobody steps up by another operator’s session, nor by a cookie of their own making', async () => {
  const eve = await arrive('eve')
  await asOwner(sql`update "user" set role = 'operator' where id = ${eve.id}`)
  const asAda = await look(eve, ada)
  const mixed = new Headers({ cookie: `${onlySession(asCleo)}; ${onlyOwn(asAda)}` })
  expect(await stepUp(mixed)).toMatchObject({ status: 403 })
  expect(await stop(mixed)).toMatchObject({ status: 200, data: { session: null } })
  const forged = new Headers({ cookie: onlyOwn(asAda).replace(/=.*$/, '=forged.signature') })
  expect(await knock(comeBack, undefined, forged)).toMatchObject({ result: null })
  expect(await stepUp(ada.headers)).toMatchObject({ status: 404 })
})

test('the person sees that support looks in, and ends it', async () => {
  const { result } = await knock(listMySessions, undefined, cleo.headers)
  const sessions: { id: string; impersonated: boolean }[] = Object(result)
  const theirs = sessions.find(({ impersonated }) => impersonated)
  expect(await knock(endSession, { id: theirs?.id }, cleo.headers)).toMatchObject({ status: 200 })
  expect(await lastEnd()).toMatchObject({ impersonator_id: olive.id, how: 'stopped' })
})

const cookieOf = (headers: Headers, name: RegExp) =>
  (headers.get('cookie') ?? '').split('; ').find((each) => name.test(each)) ?? ''
const onlySession = (headers: Headers) => cookieOf(headers, /\.session_token=/)
const onlyOwn = (headers: Headers) => cookieOf(headers, /admin_session=/)
