import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { disownAct } from '~/features/account/not-me.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, cookiesOf, type Person, password, signIn } from '../support/people'

let ada: Person
beforeEach(async () => {
  await asOwner(sql`delete from "user"`)
  await asOwner(sql`delete from jobs.job`)
  ada = await arrive('ada')
})

const told = async () =>
  (await lettersTo(ada.email)).flatMap(({ letter, props }) =>
    letter === 'account-notice' ? [props] : [],
  )

test('a browser that was never seen is told of, the first one and a known one are not', async () => {
  expect(await told()).toEqual([])
  const again = await callAuth('/sign-in/email', {
    body: { email: ada.email, password },
    headers: ada.headers,
  })
  expect(again.status).toBe(200)
  expect(await told()).toEqual([])
  const headers = new Headers({
    'user-agent':
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'x-client-ip': '192.0.2.7',
  })
  await callAuth('/sign-in/email', { body: { email: ada.email, password }, headers })
  expect(await told()).toMatchObject([
    { what: 'new-device', device: 'Firefox on Windows', address: '192.0.2.7' },
  ])
})

test('a changed password is told of, a refused change is not', async () => {
  const change = (currentPassword: string) =>
    callAuth('/change-password', {
      body: { currentPassword, newPassword: 'a very new password' },
      headers: ada.headers,
    })
  expect((await change('not the password')).status).toBe(400)
  expect(await told()).toEqual([])
  expect((await change(password)).status).toBe(200)
  expect(await told()).toMatchObject([{ what: 'password-changed' }])
})

test('codes by letter as a second step are told of when they go on and when they go off', async () => {
  const on = await callAuth('/two-factor/enable', {
    body: { password, method: 'otp' },
    headers: ada.headers,
  })
  expect(on.status).toBe(200)
  expect(await told()).toMatchObject([{ what: 'two-step-on' }])
  const headers = new Headers({ cookie: cookiesOf(on.headers) })
  expect((await callAuth('/two-factor/disable', { body: { password }, headers })).status).toBe(200)
  expect((await told()).map(({ what }) => what)).toEqual(['two-step-on', 'two-step-off'])
})

test('"It was not me" ends every session, takes the password away, undoes what was told, and starts a reset, once', async () => {
  const elsewhere = await signIn(ada.email)
  const on = await callAuth('/two-factor/enable', {
    body: { password, method: 'otp' },
    headers: elsewhere,
  })
  const intruder = new Headers({ cookie: cookiesOf(on.headers) })
  const notice = (await told()).find(({ what }) => what === 'two-step-on')
  const token = new URL(notice?.url ?? '').searchParams.get('token')

  const tries = Array.from({ length: 20 }, () => knock(disownAct, { token }))
  const answers = await Promise.all(tries)
  expect(answers.filter(({ status }) => status === 200).map(({ result }) => result)).toEqual([
    { email: ada.email },
  ])
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 422]))

  for (const headers of [ada.headers, elsewhere, intruder]) {
    expect((await callAuth('/get-session', { headers })).data).toBeNull()
  }
  await expect(signIn(ada.email)).rejects.toMatchObject({ status: 'UNAUTHORIZED' })
  const rows = await asOwner(sql`select two_factor_enabled from "user" where id = ${ada.id}`)
  expect(rows).toEqual([{ two_factor_enabled: false }])
  expect((await lettersTo(ada.email)).filter(({ letter }) => letter === 'reset')).toHaveLength(1)
})

test('nobody can say it for somebody else: an invented token is refused, and nothing changes', async () => {
  const answer = await knock(disownAct, { token: 'invented' })
  expect(answer).toMatchObject({ status: 422 })
  expect((await callAuth('/get-session', { headers: ada.headers })).data).not.toBeNull()
})
