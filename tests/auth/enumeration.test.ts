import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { asOwner } from '../support/database'
import { countHashes } from '../support/hashes'
import { callAuth } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, password, people } from '../support/people'
import { countStatements } from '../support/statements'

const hashes = countHashes()
const statements = countStatements()
const unknown = ['nobody@acme.test', 'nowhere@globex.test']
const { ada, bob, cleo } = people
beforeAll(async () => {
  await arrive('ada')
  // Came by a link, and has no password.
  await arrive('cleo')
  await asOwner(
    sql`delete from account where user_id = (select id from "user" where email = ${cleo.email})`,
  )
  await callAuth('/sign-up/email', { body: { name: 'Bob', email: bob.email, password } })
})

/** What can be told apart: everything but what differs between any two answers, and the address that was asked about. */
async function askedOf(path: string, email: string, more: object) {
  const before = hashes.made
  const { status, data, headers } = await callAuth(path, { body: { email, ...more } })
  const always = /"(id|createdAt|updatedAt)":"[^"]+"/g
  return {
    status,
    said: JSON.stringify(data).replaceAll(email, 'address').replace(always, '"$1":""'),
    headers: [...headers.keys()].filter((name) => name !== 'x-request-id').sort(),
    // A cookie holds the id of the answer, of which no two have the same.
    cookies: headers.getSetCookie().map((line) => line.replace(/=[^;]{70,};/, '=;')),
    hashes: hashes.made - before,
  }
}

const everybody = [ada.email, bob.email, cleo.email, ...unknown]

test.each([
  ['signing in with a wrong password', '/sign-in/email', { password: 'a wrong password' }, 1],
  ['signing up', '/sign-up/email', { name: 'Somebody', password: 'open the atrium' }, 1],
  ['asking for a new password', '/request-password-reset', {}, 0],
  ['asking for a link', '/sign-in/magic-link', { callbackURL: '/app' }, 0],
  ['asking for a code', '/email-otp/send-verification-otp', { type: 'sign-in' }, 0],
  ['signing in with a wrong code', '/sign-in/email-otp', { otp: '000000' }, 0],
  ['asking to confirm an address', '/send-verification-email', {}, 0],
])('%s is answered alike for every address, known or not', async (_act, path, more, cost) => {
  const answers = []
  for (const email of everybody) answers.push(await askedOf(path, email, more))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(answers[0]?.hashes).toBe(cost)
})

test('signing in with a wrong password asks the database as often for an unknown address as for a known one', async () => {
  const asked = async (email: string) => {
    const before = statements.asked
    await askedOf('/sign-in/email', email, { password: 'a wrong password' })
    return statements.asked - before
  }
  const known = await asked(ada.email)
  expect(known).toBeGreaterThan(1)
  expect(await asked('never@asked.test')).toBe(known)
})

test('no letter is waited for: each lies in the queue when the answer is given', async () => {
  const sent = await asOwner(
    sql`select state, count(*)::int as n from jobs.job where name = 'mail' group by state`,
  )
  expect(sent).toEqual([{ state: 'created', n: expect.any(Number) }])
  const letters = await lettersTo(ada.email)
  const kinds = new Set(letters.map(({ letter }) => letter))
  expect([...kinds].sort()).toEqual(['already-registered', 'code', 'magic-link', 'reset'])
})
