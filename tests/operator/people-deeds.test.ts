import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appoint, dismiss } from '~/auth/operator/appointing.server'
import { db } from '~/db/client'
import { device, session, user } from '~/db/schema'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { arrive, found, type Person, password, signIn } from '../support/people'

const reason = 'Asked for by telephone, ticket 12'

let bob: Person
let cleo: Person
let eve: Person
let olive: Person
beforeAll(async () => {
  bob = await arrive('bob')
  cleo = await arrive('cleo')
  eve = await arrive('eve')
  olive = await arrive('olive')
  await found('globex', eve, [{ person: cleo, role: 'member' }])
})

const as = (person: Person, path: string, body: object) =>
  callAuth(`/admin/${path}`, { body: { reason, ...body }, headers: person.headers })
const operate = (path: string, body: object) => as(olive, path, body)
const row = async ({ id }: { id: string }) =>
  (await db.select().from(user).where(eq(user.id, id)))[0]
const sessions = ({ id }: Person) => db.$count(session, eq(session.userId, id))
const lines = ({ id }: { id: string }) =>
  asOwner(sql`select action, details from audit where subject_id = ${id} order by id`)
const last = async (person: { id: string }) => (await lines(person)).at(-1)
const enter = (email: string, secret = password) =>
  callAuth('/sign-in/email', { body: { email, password: secret } })

beforeEach(async () => {
  await asOwner(sql`update "user" set banned = false, ban_expires = null,
    role = case id when ${olive.id} then 'operator' else 'user' end`)
})

describe('a ban', () => {
  test('ends every session at once, says at sign-in until when and whom to write to, and is lifted once', async () => {
    const headers = await signIn(cleo.email)
    const banned = await operate('ban-user', { userId: cleo.id, banExpiresIn: 86_400 })
    expect(banned.status).toBe(200)
    expect(await sessions(cleo)).toBe(0)
    expect((await callAuth('/get-session', { headers })).data).toBeNull()
    expect(await row(cleo)).toMatchObject({ banned: true, banReason: reason })
    const shutOut = await enter(cleo.email)
    expect(shutOut).toMatchObject({ status: 403, data: { code: 'BANNED_USER' } })
    expect(shutOut.data?.message).toMatch(
      /^This account is suspended until \d+ \w+ 20\d\d.* UTC\. Write to help@atrium\.test if/,
    )
    // Whoever does not know the password learns nothing of the ban.
    expect((await enter(cleo.email, 'another password')).data?.code).toBe(
      'INVALID_EMAIL_OR_PASSWORD',
    )

    const second = await operate('ban-user', { userId: cleo.id })
    expect(second).toMatchObject({ status: 409, data: { message: 'Cleo is banned already.' } })
    expect((await operate('unban-user', { userId: cleo.id })).status).toBe(200)
    expect((await operate('unban-user', { userId: cleo.id })).status).toBe(409)
    expect((await enter(cleo.email)).status).toBe(200)
    expect((await lines(cleo)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['user.banned', 'user.unbanned']),
    )
  })

  test('that is over is none, and one of no sense is refused', async () => {
    await asOwner(
      sql`update "user" set banned = true, ban_expires = now() - interval '1 minute' where id = ${cleo.id}`,
    )
    expect((await enter(cleo.email)).status).toBe(200)
    for (const banExpiresIn of [0, -5, 1.5, 59, 1e12]) {
      const answer = await operate('ban-user', { userId: cleo.id, banExpiresIn })
      expect({ banExpiresIn, status: answer.status }).toEqual({ banExpiresIn, status: 422 })
    }
  })

  test('of two operators at once is put on once', async () => {
    await asOwner(sql`update "user" set role = 'operator' where id = ${bob.id}`)
    const both = await Promise.all([
      as(olive, 'ban-user', { userId: eve.id }),
      as(bob, 'ban-user', { userId: eve.id }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const banned = (await lines(eve)).filter(({ action }) => action === 'user.banned')
    expect(banned).toHaveLength(1)
  })
})

describe('the last operator', () => {
  const refused = { status: 409, data: { message: expect.stringContaining('Somebody has to run') } }

  test('is not banned, demoted or removed, not by themselves and not by the way out of an account', async () => {
    for (const [path, body] of Object.entries({
      'ban-user': {},
      'set-role': { role: 'user' },
      'remove-user': {},
    })) {
      const answer = await operate(path, { userId: olive.id, ...body })
      expect({ path, status: answer.status }).toEqual({ path, status: 409 })
    }
    const end = await callAuth('/delete-user', { body: { password }, headers: olive.headers })
    expect(end).toMatchObject(refused)
    expect(await row(olive)).toMatchObject({ role: 'operator', banned: false })
    await expect(dismiss(olive.email)).rejects.toThrow('Somebody has to run')
  })

  test('is whoever is left when two unmake each other at once', async () => {
    for (const [path, body] of Object.entries({
      'set-role': { role: 'support' },
      'ban-user': {},
    })) {
      await asOwner(
        sql`update "user" set role = 'operator', banned = false where id in (${olive.id}, ${bob.id})`,
      )
      if ((await sessions(bob)) === 0) bob.headers = await signIn(bob.email)
      if ((await sessions(olive)) === 0) olive.headers = await signIn(olive.email)
      const both = await Promise.all([
        as(olive, path, { userId: bob.id, ...body }),
        as(bob, path, { userId: olive.id, ...body }),
      ])
      expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
      const left = await asOwner(sql`select id from "user" where role = 'operator' and not banned`)
      expect(left).toHaveLength(1)
    }
    await asOwner(sql`update "user" set banned = false`)
    if ((await sessions(olive)) === 0) olive.headers = await signIn(olive.email)
  })

  test('is made on the server: of somebody who is there and has confirmed the address', async () => {
    await expect(appoint('nobody@x.test', 'operator')).rejects.toThrow('Nobody has an account')
    await asOwner(sql`update "user" set email_verified = false where id = ${bob.id}`)
    await expect(appoint(bob.email, 'operator')).rejects.toThrow('not confirmed yet')
    await asOwner(sql`update "user" set email_verified = true where id = ${bob.id}`)
    expect(await appoint(' BOB@acme.test', 'operator')).toBe(
      'Bob (bob@acme.test) is an operator now.',
    )
    expect(await appoint(bob.email, 'operator')).toContain('already')
    expect(await last(bob)).toMatchObject({
      action: 'user.role_set',
      details: { from: 'user', to: 'operator' },
    })
    expect(await dismiss(bob.email)).toContain('does not run the product any more')
  })
})

describe('a role', () => {
  test('is one of three, of somebody who has confirmed the address, and not one’s own', async () => {
    for (const role of ['admin', 'operator,user', ['operator', 'user'], '', 7]) {
      expect((await operate('set-role', { userId: bob.id, role })).status).toBe(422)
    }
    expect((await operate('set-role', { userId: bob.id, role: 'user' })).status).toBe(409)
    expect((await operate('set-role', { userId: bob.id, role: 'support' })).status).toBe(200)
    expect(await last(bob)).toMatchObject({ details: { from: 'user', to: 'support', reason } })
  })
})

describe('a password set by an operator', () => {
  test('ends sessions and trust, closes letters under way, and a letter tells its owner', async () => {
    await signIn(cleo.email)
    await db
      .insert(device)
      .values({ userId: cleo.id, tokenHash: 'h', trustedUntil: new Date(Date.now() + 1e7) })
    await callAuth('/request-password-reset', { body: { email: cleo.email } })
    const open = tokenIn((await lettersTo(cleo.email)).at(-1))
    expect(
      (await operate('set-user-password', { userId: cleo.id, newPassword: 'short' })).status,
    ).toBe(422)
    const newPassword = 'a wholly new password'
    expect((await operate('set-user-password', { userId: cleo.id, newPassword })).status).toBe(200)
    expect(await sessions(cleo)).toBe(0)
    expect(await db.$count(device, sql`user_id = ${cleo.id} and trusted_until > now()`)).toBe(0)
    const reset = { token: open, newPassword: 'by the old letter' }
    expect((await callAuth('/reset-password', { body: reset })).status).toBe(400)
    expect((await lettersTo(cleo.email)).at(-1)).toMatchObject({
      letter: 'account-notice',
      props: { what: 'password-changed' },
    })
    expect((await enter(cleo.email, newPassword)).status).toBe(200)
    expect(JSON.stringify(await last(cleo))).not.toContain(newPassword)
    expect((await operate('set-user-password', { userId: olive.id, newPassword })).status).toBe(409)
  })
})

describe('details', () => {
  test('are name, address and username, and nothing else', async () => {
    for (const data of [
      { role: 'operator' },
      { banned: true },
      { password: 'a wholly new password' },
      { image: 'https://x.test/a.png' },
      { twoFactorEnabled: false },
      { id: 'other' },
      { name: '' },
      { email: 'no address' },
    ]) {
      const answer = await operate('update-user', { userId: bob.id, data })
      expect({ data, status: answer.status }).toEqual({ data, status: 422 })
    }
    const taken = await operate('update-user', { userId: bob.id, data: { email: eve.email } })
    expect(taken.data?.code).toBe('USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL')
    const good = { name: 'Bob B.' }
    expect((await operate('update-user', { userId: bob.id, data: good })).status).toBe(200)
    expect(await row(bob)).toMatchObject({ name: 'Bob B.', role: 'user' })
    expect(await last(bob)).toMatchObject({ details: { changed: ['name'] } })
  })

  test('that somebody changed meanwhile are looked at again first', async () => {
    const seen = (await row(bob))?.updatedAt.toISOString()
    const first = { userId: bob.id, seen, data: { name: 'Bobby' } }
    expect((await operate('update-user', first)).status).toBe(200)
    const second = await operate('update-user', { userId: bob.id, seen, data: { name: 'Robert' } })
    expect(second).toMatchObject({
      status: 409,
      data: { message: expect.stringContaining('meanwhile') },
    })
    expect(await row(bob)).toMatchObject({ name: 'Bobby' })
  })

  test('another address is unconfirmed until its owner says so, and the old one can take it back', async () => {
    const email = 'robert@acme.test'
    expect(
      (await operate('update-user', { userId: bob.id, data: { email: 'Robert@acme.test' } }))
        .status,
    ).toBe(200)
    expect(await row(bob)).toMatchObject({ email, emailVerified: false })
    expect((await lettersTo(email)).map(({ letter }) => letter)).toEqual(['verify'])
    expect((await lettersTo(bob.email)).at(-1)).toMatchObject({ props: { what: 'email-changed' } })
    const known = { email: bob.email, emailVerified: true }
    expect((await operate('update-user', { userId: bob.id, data: known })).status).toBe(200)
    expect(await row(bob)).toMatchObject({ emailVerified: true })
  })
})

describe('an account', () => {
  test('that an operator makes has no password: a letter leads its person to choose one', async () => {
    const email = 'dora@acme.test'
    const body = { name: ' Dora ', email: 'Dora@Acme.test' }
    expect((await operate('create-user', { ...body, role: 'operator' })).status).toBe(422)
    expect((await operate('create-user', { ...body, data: { emailVerified: true } })).status).toBe(
      422,
    )
    const made = await operate('create-user', body)
    expect(made).toMatchObject({
      status: 200,
      data: { user: { name: 'Dora', email, role: 'user' } },
    })
    expect((await operate('create-user', body)).status).toBe(400)
    const [letter, ...more] = await lettersTo(email)
    expect({ letter: letter?.letter, more }).toEqual({ letter: 'reset', more: [] })
    const newPassword = 'chosen by herself'
    const chosen = { token: tokenIn(letter), newPassword }
    expect((await callAuth('/reset-password', { body: chosen })).status).toBe(200)
    expect((await enter(email, newPassword)).status).toBe(200)
  })

  test('is removed with a line; the only owner of an organization stays, with a sentence', async () => {
    const kept = await operate('remove-user', { userId: eve.id })
    expect(kept).toMatchObject({
      status: 409,
      data: { message: expect.stringContaining('Eve is the only owner of Globex') },
    })
    expect(await row(eve)).toMatchObject({ name: 'Eve' })
    const before = await lines(cleo)
    expect((await operate('remove-user', { userId: cleo.id })).status).toBe(200)
    expect((await lines(cleo)).slice(before.length).map(({ action }) => action)).toContain(
      'user.removed',
    )
    expect((await operate('remove-user', { userId: cleo.id })).status).toBe(404)
  })
})
