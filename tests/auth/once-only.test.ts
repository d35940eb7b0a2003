import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { arrive, found, type Organization, type Person, password, people } from '../support/people'
import { withCookies } from '../support/second-step'

// Links and codes of other letters are played in auth/reset, account/email-change, devices/notices and two-factor/codes.

let ada: Person
let bob: Person
let acme: Organization
beforeAll(async () => {
  ada = await arrive('ada')
  bob = await arrive('bob')
  acme = await found('acme', ada)
})
beforeEach(() =>
  asOwner(sql`delete from session where user_id <> ${ada.id} and user_id <> ${bob.id}`),
)

const twenty = <Result>(work: () => Promise<Result>) =>
  Promise.all(Array.from({ length: 20 }, work))
const well = (answers: { status: number }[]) => answers.filter(({ status }) => status < 300)
const sessionsOf = (email: string) =>
  asOwner(
    sql`select s.id from session s join "user" u on u.id = s.user_id where u.email = ${email}`,
  )
const letterTo = async (email: string, kind: string) =>
  (await lettersTo(email)).filter(({ letter }) => letter === kind).at(-1)

test('of twenty uses of one sign-in link at once, one signs in', async () => {
  const email = 'link@acme.test'
  await callAuth('/sign-in/magic-link', { body: { email } })
  const token = tokenIn(await letterTo(email, 'magic-link'))
  const answers = await twenty(() => callAuth('/magic-link/verify', { query: { token } }))
  expect(answers.filter(({ headers }) => sessionCookieIn(headers))).toHaveLength(1)
  expect(await sessionsOf(email)).toHaveLength(1)
})

test('of twenty uses of one code at once, one signs in', async () => {
  const email = 'code@acme.test'
  await callAuth('/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } })
  const otp = (await letterTo(email, 'code'))?.props.code
  const answers = await twenty(() => callAuth('/sign-in/email-otp', { body: { email, otp } }))
  expect(well(answers)).toHaveLength(1)
  expect(await sessionsOf(email)).toHaveLength(1)
})

test('of twenty acceptances of one invitation at once, one makes a member', async () => {
  const body = { organizationId: acme.id, email: bob.email, role: 'member' }
  const invited = await callAuth('/organization/invite-member', { body, headers: ada.headers })
  const accept = { body: { invitationId: invited.data?.id }, headers: bob.headers }
  const answers = await twenty(() => callAuth('/organization/accept-invitation', accept))
  expect(well(answers)).toHaveLength(1)
  const places = sql`select 1 from member where user_id = ${bob.id}`
  expect(await asOwner(places)).toHaveLength(1)
})

test('of twenty uses of one link that confirms an address at once, one signs in, and none does later', async () => {
  const { name, email } = people.eve
  const made = await callAuth('/sign-up/email', { body: { name, email, password } })
  const headers = withCookies(new Headers(), made.headers)
  const token = tokenIn(await letterTo(email, 'verify'))
  const use = () => callAuth('/verify-email', { query: { token }, headers })
  await twenty(use)
  expect(await sessionsOf(email)).toHaveLength(1)
  expect(sessionCookieIn((await use()).headers)).toBe(false)
  expect(await sessionsOf(email)).toHaveLength(1)
})

function sessionCookieIn(headers: Headers): boolean {
  return headers.getSetCookie().some((line) => /session_token=[^;]/.test(line))
}
