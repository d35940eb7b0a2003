import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client'
import { device, session, twoFactor, user } from '~/db/schema'
import * as doors from '~/features/operator/people.functions'
import type { PersonPage } from '~/features/operator/people.server'
import type { PeoplePage } from '~/features/operator/people-list.server'
import { asOwner } from '../support/database'
import { knock, visit } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, found, type Person, signIn } from '../support/people'

const reason = 'Asked for by telephone, ticket 12'

let ada: Person
let olive: Person
let acme: { id: string }
beforeAll(async () => {
  ada = await arrive('ada')
  olive = await arrive('olive')
  acme = await found('acme', ada)
  // Of other years, with a name that a pattern would trip over.
  await asOwner(sql`
    insert into "user" (id, name, email, email_verified, role, created_at, updated_at)
    select 'p' || i, 'Person ' || lpad(i::text, 3, '0'), 'p' || i || '@crowd.test', i % 2 = 0, 'user',
      timestamp '2020-01-01' + i * interval '1 day', now() from generate_series(1, 60) i
    union all select 'w1', '100% Zoë_O’Brien', 'zoe.o+brien@x.test', true, null, '2019-01-01', now()`)
})

async function list(asked: object = {}, headers = olive.headers): Promise<PeoplePage> {
  const { status, result } = await knock(doors.listPeople, asked, headers)
  expect(status).toBe(200)
  return Object(result)
}

async function get(id: string): Promise<PersonPage> {
  const { status, result } = await knock(doors.getPerson, { id }, olive.headers)
  expect(status).toBe(200)
  return Object(result)
}

const names = ({ people }: PeoplePage) => people.map(({ name }) => name)
const last = async (id: string) => {
  const [line] = await asOwner(
    sql`select action, actor_id, details from audit where subject_id = ${id} order by id desc limit 1`,
  )
  return line
}

describe('the list of people', () => {
  test('finds by the beginning of any word of a name or an address, and by id; nothing in it is wild', async () => {
    const wanted: [string, string[]][] = [
      ['ada', ['Ada']],
      ['ACME', ['Ada']],
      ['zoë', ['100% Zoë_O’Brien']],
      ['brien', ['100% Zoë_O’Brien']],
      ['100', ['100% Zoë_O’Brien']],
      ['brien zoe', ['100% Zoë_O’Brien']],
      ['zoe.o+brien@x.test', ['100% Zoë_O’Brien']],
      ['p7', ['Person 007']],
      [ada.id, ['Ada']],
      ['rien', []],
      ['%', []],
      ['_', []],
      ["' or 1=1 --", []],
      [':* & ! | <->', []],
      ['\0🙂', []],
    ]
    for (const [q, all] of wanted) {
      const page = await list({ q })
      expect({ q, names: names(page), matching: page.matching }).toEqual({
        q,
        names: all,
        matching: all.length,
      })
    }
  })

  test('pages forwards and backwards through everybody once, in every order', async () => {
    for (const sort of ['-joined', 'joined', 'name', '-name', '-seen', 'seen']) {
      const met: string[] = []
      let page = await list({ sort })
      const pages = [names(page)]
      for (;;) {
        met.push(...page.people.map(({ id }) => id))
        if (!page.next) break
        page = await list({ sort, page: page.next })
        pages.push(names(page))
      }
      expect({ sort, met: new Set(met).size, times: met.length }).toEqual({
        sort,
        met: 63,
        times: 63,
      })
      const back = await list({ sort, page: page.previous })
      expect(names(back)).toEqual(pages.at(-2))
    }
    const falling = names(await list({ sort: '-name' }))
    expect(falling.slice(0, 2)).toEqual(['Person 060', 'Person 059'])
  })

  test('is narrowed by role, state and the days of signing up; what is wrong in an address counts as left out', async () => {
    expect(names(await list({ role: 'operator' }))).toEqual(['Olive'])
    expect((await list({ role: 'user' })).matching).toBe(62)
    expect((await list({ verified: false })).matching).toBe(30)
    expect((await list({ banned: true })).matching).toBe(0)
    expect((await list({ twoStep: false })).matching).toBe(63)
    expect(names(await list({ from: '2020-01-03', to: '2020-01-04' }))).toEqual([
      'Person 003',
      'Person 002',
    ])
    const wrong = {
      role: 'king',
      from: '31 December',
      sort: 'x',
      page: 'forged',
      q: '',
      banned: 'so',
    }
    expect((await list(wrong)).people).toHaveLength(25)
  })

  test('is shown by the page, and to nobody who does not run the product', async () => {
    const html = await (await visit('/operator/users?q=ada', olive.headers)).text()
    expect(html).toContain(ada.email)
    for (const door of [doors.listPeople, doors.getPerson]) {
      expect((await knock(door, { id: ada.id }, ada.headers)).status).toBe(404)
    }
  })
})

describe('a person’s page', () => {
  test('has organizations, sessions and ways in, and what happened, and no token', async () => {
    const page = await get(ada.id)
    expect(page).toMatchObject({
      name: 'Ada',
      ban: null,
      verified: true,
      organizations: [{ id: acme.id, name: 'Acme', role: 'owner' }],
      accounts: [{ provider: 'credential', hasPassword: true }],
      passkeys: 0,
    })
    expect(page.sessions).toHaveLength(1)
    const [row] = await db.select().from(session).where(eq(session.userId, ada.id))
    expect(JSON.stringify(page)).not.toContain(row?.token)
    const html = await (await visit(`/operator/users/${ada.id}`, olive.headers)).text()
    expect(html).toContain('Acme')
    expect(html).not.toContain(row?.token)
  })

  test('of somebody who was deleted meanwhile is a sentence', async () => {
    for (const id of ['gone', '', '../x', 'x'.repeat(900)]) {
      const { status, error } = await knock(doors.getPerson, { id }, olive.headers)
      expect({ status, sentence: Object(error).sentence }).toEqual({
        status: 404,
        sentence: 'There is no such account. It may have been deleted.',
      })
    }
  })

  test('lets one session be ended, of that person and only once', async () => {
    await signIn(ada.email)
    const [one] = (await get(ada.id)).sessions
    const data = { id: ada.id, session: one?.id, reason }
    const foreign = { ...data, id: 'p1' }
    expect((await knock(doors.endPersonSession, foreign, olive.headers)).status).toBe(404)
    expect((await knock(doors.endPersonSession, data, olive.headers)).status).toBe(200)
    expect((await knock(doors.endPersonSession, data, olive.headers)).status).toBe(404)
    expect((await get(ada.id)).sessions).toHaveLength(1)
    expect(await last(ada.id)).toMatchObject({ action: 'user.session_ended', details: { reason } })
  })
})

describe('what better-auth has no endpoint for', () => {
  test('asks for a reason', async () => {
    const given = { id: 'p1', session: 's', letter: 'reset', reason: ' ' }
    for (const door of [
      doors.verifyPerson,
      doors.sendPersonLetter,
      doors.endPersonSecondStep,
      doors.endPersonSession,
    ]) {
      const { status, error } = await knock(door, given, olive.headers)
      expect({ status, fields: Object.keys(Object(error).fields) }).toEqual({
        status: 422,
        fields: ['reason'],
      })
    }
  })

  test('an address is confirmed by hand, once, also by two at once', async () => {
    const ask = () => knock(doors.verifyPerson, { id: 'p1', reason }, olive.headers)
    const both = await Promise.all([ask(), ask()])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await get('p1')).toMatchObject({ verified: true })
    expect(await last('p1')).toMatchObject({ action: 'user.verified', actor_id: olive.id })
  })

  test('letters with a link go out again', async () => {
    const send = (letter: string) =>
      knock(doors.sendPersonLetter, { id: 'p3', letter, reason }, olive.headers)
    for (const letter of ['reset', 'verify', 'magic-link']) {
      expect((await send(letter)).status).toBe(200)
      expect((await lettersTo('p3@crowd.test')).at(-1)).toMatchObject({ letter })
      expect(await last('p3')).toMatchObject({ action: 'user.letter_sent', details: { letter } })
    }
    await asOwner(sql`update "user" set email_verified = true where id = 'p3'`)
    expect((await send('verify')).status).toBe(409)
    expect(await lettersTo('p3@crowd.test')).toHaveLength(3)
  })

  test('a lost second step is taken away with the trust in devices, and a letter says so', async () => {
    await asOwner(sql`update "user" set two_factor_enabled = true where id = 'p5'`)
    await db.insert(twoFactor).values({ id: 't', userId: 'p5', secret: 's', backupCodes: 'b' })
    const trustedUntil = new Date(Date.now() + 1e7)
    await db.insert(device).values({ userId: 'p5', tokenHash: 'h', trustedUntil })
    const ask = () => knock(doors.endPersonSecondStep, { id: 'p5', reason }, olive.headers)
    expect((await ask()).status).toBe(200)
    expect(await get('p5')).toMatchObject({ twoStep: false, trusted: 0 })
    expect(await db.$count(twoFactor)).toBe(0)
    expect(await lettersTo('p5@crowd.test')).toMatchObject([{ props: { what: 'two-step-off' } }])
    expect((await ask()).status).toBe(409)
  })

  test('support sends letters and ends sessions, and does neither of the others', async () => {
    await db.update(user).set({ role: 'support' }).where(eq(user.id, ada.id))
    const ask = (door: unknown, more = {}) =>
      knock(door, { id: 'p7', reason, ...more }, ada.headers)
    expect((await ask(doors.verifyPerson)).status).toBe(403)
    expect((await ask(doors.endPersonSecondStep)).status).toBe(403)
    expect((await ask(doors.sendPersonLetter, { letter: 'reset' })).status).toBe(200)
    expect((await ask(doors.endPersonSession, { session: 'none' })).status).toBe(404)
    await db.update(user).set({ role: 'user' }).where(eq(user.id, ada.id))
  })
})
