import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  cancelEmailChange,
  confirmEmailChange,
  getEmail,
  lookAtEmailChange,
  requestEmailChange,
  stopEmailChange,
} from '~/features/account/email.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { arrive, type Person, signIn } from '../support/people'

let ada: Person, eve: Person
const wanted = 'countess@acme.test'

beforeAll(async () => {
  ;[ada, eve] = await Promise.all([arrive('ada'), arrive('eve')])
})

beforeEach(async () => {
  await asOwner(sql`delete from verification`)
  await asOwner(sql`delete from jobs.job`)
  await asOwner(sql`delete from rate_limit`)
  await asOwner(sql`update session set created_at = now(), impersonated_by = null`)
  for (const { id, email } of [eve, ada]) {
    await asOwner(sql`update "user" set email = ${email}, email_verified = true where id = ${id}`)
  }
})

const ask = (email: unknown = wanted, who = ada) =>
  knock(requestEmailChange, { email }, who.headers)
const confirm = (token: string, headers?: Headers) => knock(confirmEmailChange, { token }, headers)
const look = async (token: string, headers?: Headers) =>
  (await knock(lookAtEmailChange, { token }, headers)).result
const mine = async () => (await knock(getEmail, undefined, ada.headers)).result
const addressOf = async (who: Person) => {
  const [row] = await asOwner(sql`select email from "user" where id = ${who.id}`)
  return row?.email
}
const kindsTo = async (address: string) => (await lettersTo(address)).map(({ letter }) => letter)
const tokenTo = async (address: string, kind: string) =>
  tokenIn((await lettersTo(address)).findLast(({ letter }) => letter === kind))

/** The way to the second letter. */
async function askedNew() {
  await ask()
  await confirm(await tokenTo(ada.email, 'change-email'))
  return tokenTo(wanted, 'new-address')
}

describe('another address', () => {
  test('is the account’s after both addresses said so, and both are told', async () => {
    const elsewhere = await signIn(ada.email)
    expect((await ask()).status).toBe(200)
    expect(await mine()).toEqual({ email: ada.email, pending: { to: wanted, step: 'old' } })
    expect(await kindsTo(wanted)).toEqual([])
    const first = await tokenTo(ada.email, 'change-email')
    expect(await look(first)).toEqual({ state: 'open', step: 'old', to: wanted })

    expect((await confirm(first)).result).toEqual({ step: 'old', to: wanted })
    expect(await mine()).toEqual({ email: ada.email, pending: { to: wanted, step: 'new' } })
    const second = await tokenTo(wanted, 'new-address')
    const done = await confirm(second, ada.headers)
    expect([done.result, done.headers.getSetCookie()]).toEqual([{ step: 'new', to: wanted }, []])

    expect(await mine()).toEqual({ email: wanted, pending: null })
    expect(await kindsTo(ada.email)).toContain('account-notice')
    expect(await kindsTo(wanted)).toEqual(['new-address', 'account-notice'])
    for (const headers of [ada.headers, elsewhere]) {
      const { data } = await callAuth('/get-session', { headers })
      expect(data).toMatchObject({ user: { email: wanted, emailVerified: true } })
    }
    await expect(signIn(ada.email)).rejects.toMatchObject({ status: 'UNAUTHORIZED' })
    await signIn(wanted)
  })

  test('is taken as it was meant: in lower case, without spaces and without invisible marks', async () => {
    expect((await ask('\u200f  Countess@ACME.test\u2069 ')).status).toBe(200)
    expect(await mine()).toMatchObject({ pending: { to: wanted } })
  })

  test.each([
    ['nothing', '', 'Write your new e-mail address.'],
    ['no address', 'countess', 'This does not look like an e-mail address.'],
    ['too long', `${'a'.repeat(250)}@acme.test`, 'Use at most 254 characters.'],
    ['two addresses', 'a@acme.test, b@acme.test', 'This does not look like an e-mail address.'],
    ['a line of a letter’s head', 'a@acme.test\r\nBcc: b@acme.test', 'This does not look like'],
  ])('is refused beside its field where it is %s', async (_what, email, sentence) => {
    const { status, error } = await ask(email)
    expect([status, error]).toMatchObject([
      422,
      { fields: { email: expect.stringContaining(sentence) } },
    ])
    expect(await mine()).toMatchObject({ pending: null })
  })

  test('is refused where it is a number, or the one there is in capitals', async () => {
    expect((await ask(42)).status).toBe(422)
    const same = await ask(ada.email.toUpperCase())
    const sentence = 'This is the address you have now.'
    expect(same).toMatchObject({ status: 409, error: { fields: { email: sentence } } })
    expect(await lettersTo(ada.email)).toEqual([])
  })

  test('that has an account answers, waits and writes as any other; its owner is told, and nobody can go on', async () => {
    const free = await ask(wanted)
    const freeFirst = await confirm(await tokenTo(ada.email, 'change-email'))
    const taken = await ask(eve.email)
    expect([taken.status, taken.body]).toEqual([free.status, free.body])
    const takenFirst = await confirm(await tokenTo(ada.email, 'change-email'))
    expect(takenFirst.status).toBe(freeFirst.status)
    expect(await mine()).toEqual({ email: ada.email, pending: { to: eve.email, step: 'new' } })
    expect(await kindsTo(eve.email)).toEqual(['address-taken'])
    expect((await lettersTo(eve.email))[0]?.props.url).not.toContain('token')
    expect(await kindsTo(ada.email)).toEqual(['change-email', 'change-email'])
  })

  test('that somebody else has taken meanwhile is refused, and nothing changes', async () => {
    const token = await askedNew()
    await asOwner(sql`update "user" set email = ${wanted} where id = ${eve.id}`)
    const sentence = 'Meanwhile another account has this address.'
    expect(await confirm(token)).toMatchObject({ status: 409, error: { sentence } })
    expect(await addressOf(ada)).toBe(ada.email)
  })

  test('of an account whose own was never confirmed is asked at the new one only', async () => {
    await asOwner(sql`update "user" set email_verified = false where id = ${ada.id}`)
    await ask()
    expect(await lettersTo(ada.email)).toEqual([])
    await confirm(await tokenTo(wanted, 'new-address'))
    expect(await mine()).toEqual({ email: wanted, pending: null })
  })

  test('ends what was sent to the old one: a link to choose a new password', async () => {
    await callAuth('/request-password-reset', { body: { email: ada.email } })
    const reset = await tokenTo(ada.email, 'reset')
    await confirm(await askedNew())
    const body = { token: reset, newPassword: 'from the old mailbox' }
    expect((await callAuth('/reset-password', { body })).status).toBe(400)
  })
})

describe('the link of a letter', () => {
  test('is used up by no visit, as a mail scanner makes it', async () => {
    const token = await askedNew()
    expect((await visit(`/change-email?token=${token}`)).status).toBe(200)
    expect(await addressOf(ada)).toBe(ada.email)
    expect((await confirm(token)).status).toBe(200)
  })

  test('works once, however many press at once', async () => {
    const second = await askedNew()
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(second)))
    const spoken = answers.map(({ status }) => status).toSorted()
    expect(spoken).toEqual([200, ...Array.from({ length: 19 }, () => 422)])
    expect(await kindsTo(wanted)).toEqual(['new-address', 'account-notice'])
    expect(await look(second)).toEqual({ state: 'used' })
  })

  test('says that it has expired, was used, was called back, or was not copied whole', async () => {
    await ask()
    const old = await tokenTo(ada.email, 'change-email')
    await ask('another@acme.test')
    expect(await look(old)).toEqual({ state: 'used' })
    const token = await tokenTo(ada.email, 'change-email')
    expect(await look(token.slice(0, -1))).toEqual({ state: 'garbled' })
    expect(await look(`${token.slice(0, -4)}0000`)).toEqual({ state: 'used' })
    await knock(cancelEmailChange, undefined, ada.headers)
    expect(await look(token)).toEqual({ state: 'used' })
    expect(await confirm(token)).toMatchObject({ status: 422 })

    await ask()
    const late = await tokenTo(ada.email, 'change-email')
    await asOwner(sql`update verification set expires_at = now() - interval '1 minute'`)
    expect(await look(late)).toEqual({ state: 'expired' })
    expect(await confirm(late)).toMatchObject({
      error: { sentence: 'This link has expired. Ask for the change again in your profile.' },
    })
    expect(await mine()).toMatchObject({ pending: null })
  })

  test('belongs to its account: whoever is signed in as somebody else is told, and changes nothing', async () => {
    const token = await askedNew()
    expect(await look(token, eve.headers)).toEqual({ state: 'foreign', reader: eve.email })
    expect((await confirm(token, eve.headers)).status).toBe(403)
    expect([await addressOf(ada), await addressOf(eve)]).toEqual([ada.email, eve.email])
  })

  test('stops the change for whoever did not ask for it', async () => {
    await ask()
    const token = await tokenTo(ada.email, 'change-email')
    expect((await knock(stopEmailChange, { token })).status).toBe(200)
    expect(await confirm(token)).toMatchObject({ status: 422 })
    expect(await mine()).toEqual({ email: ada.email, pending: null })
  })

  test('is kept as a hash: the database opens nothing', async () => {
    await ask()
    const token = await tokenTo(ada.email, 'change-email')
    const rows = await asOwner(sql`select identifier, value from verification`)
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token.split('.').at(-1))
  })
})

describe('who may ask', () => {
  test('nobody signed out, nobody who signed in long ago, nobody who looks through other eyes', async () => {
    expect((await knock(requestEmailChange, { email: wanted })).status).toBe(403)
    await asOwner(sql`update session set created_at = now() - interval '2 days'`)
    expect((await ask()).error).toMatchObject({ code: 'unconfirmed' })
    await asOwner(sql`update session set created_at = now(), impersonated_by = ${eve.id}`)
    expect((await ask()).error).toMatchObject({ code: 'forbidden' })
  })

  test('five times in an hour; then with a sentence', async () => {
    for (const email of ['a@a.test', 'b@a.test', 'c@a.test', 'd@a.test', 'e@a.test']) {
      expect((await ask(email)).status).toBe(200)
    }
    expect(await ask('f@a.test')).toMatchObject({
      status: 503,
      error: { sentence: 'That was often for one hour. Look for our letters first.' },
    })
  })

  test('better-auth’s own endpoint is closed: its tokens would work twice, and sign in', async () => {
    const body = { newEmail: wanted }
    expect((await callAuth('/change-email', { body, headers: ada.headers })).status).toBe(404)
  })
})
