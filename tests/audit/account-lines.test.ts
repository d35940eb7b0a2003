import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { verify } from '~/audit/verify.server'
import { auth } from '~/auth/auth.server'
import { db } from '~/db/client'
import { confirmEmailChange, requestEmailChange } from '~/features/account/email.functions'
import { disownAct } from '~/features/account/not-me.functions'
import { endSession, listMySessions } from '~/features/account/sessions.functions'
import { newAuthenticator } from '../support/authenticator'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { addPasskey, enter } from '../support/passkeys'
import { arrive, cookiesOf, found, type Person, password, signIn } from '../support/people'
import { passFirstStep, setUpAuthenticator, withCookies } from '../support/second-step'

let ada: Person, bob: Person, cleo: Person, olive: Person
let seen = 0

beforeAll(async () => {
  ;[ada, bob, cleo, olive] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('olive'),
  ])
})
beforeEach(async () => {
  await newLines()
})
afterAll(async () => {
  expect((await db.transaction((tx) => verify(tx))).findings).toEqual([])
})

/** What was written since the last look that belongs to no organization: who did what to whose account. */
async function newLines(): Promise<string[]> {
  const rows = await asOwner(sql`
    select id::int, coalesce(actor_name, 'nobody') || ' ' || action || ' ' || (details ->> 'name') as line
    from audit where id > ${seen} and organization_id is null order by id`)
  seen = Number(rows.at(-1)?.id ?? seen)
  return rows.map(({ line }) => String(line))
}

const letterTo = async (address: string, kind: string) =>
  tokenIn((await lettersTo(address)).findLast(({ letter }) => letter === kind))
const post = (path: string, body: object, headers?: Headers) => callAuth(path, { body, headers })

test('an account is made, confirmed by letter, signed in to, and signed out of', async () => {
  const email = 'eve@globex.test'
  const made = await post('/sign-up/email', { name: 'Eve', email, password })
  const headers = new Headers({ cookie: cookiesOf(made.headers) })
  await callAuth('/verify-email', { query: { token: await letterTo(email, 'verify') }, headers })
  const signedIn = await post('/sign-in/email', { email, password })
  await post('/sign-out', {}, new Headers({ cookie: cookiesOf(signedIn.headers) }))
  expect(await newLines()).toEqual([
    'Eve account.created Eve',
    'Eve account.confirmed Eve',
    'Eve account.signed_in Eve',
    'Eve account.signed_in Eve',
    'Eve account.signed_out Eve',
  ])
})

test('an account that somebody else began is claimed by the letter', async () => {
  const email = 'somebody@globex.test'
  await post('/sign-up/email', { name: 'Not theirs', email, password })
  await newLines()
  const token = await letterTo(email, 'verify')
  const claimed = await post('/verify-email/claim', { token })
  const headers = withCookies(new Headers(), claimed.headers)
  expect((await callAuth('/verify-email', { query: { token }, headers })).status).toBe(200)
  expect(await newLines()).toEqual([
    'Not theirs account.disowned Not theirs',
    'Not theirs account.confirmed Not theirs',
    'Not theirs account.signed_in Not theirs',
  ])
})

test('sessions are ended one by one, and all others at once', async () => {
  const { email } = cleo
  const [first, second] = [await signIn(email), await signIn(email)]
  await signIn(email)
  await newLines()
  const mine: unknown = (await knock(listMySessions, undefined, first)).result
  const other = Array.isArray(mine) ? mine.find(({ current }) => !current) : undefined
  expect((await knock(endSession, { id: other?.id }, first)).status).toBe(200)
  await post('/revoke-other-sessions', {}, second)
  expect(await newLines()).toEqual([
    'Cleo account.sessions_ended Cleo',
    'Cleo account.sessions_ended Cleo',
  ])
})

test('a password forgotten, and an address changed from both ends', async () => {
  await post('/request-password-reset', { email: cleo.email })
  const token = await letterTo(cleo.email, 'reset')
  await post('/reset-password', { token, newPassword: 'words nobody has used' })
  expect(await newLines()).toEqual(['Cleo account.password_changed Cleo'])
  await knock(requestEmailChange, { email: 'ada@elsewhere.test' }, ada.headers)
  await knock(confirmEmailChange, { token: await letterTo(ada.email, 'change-email') })
  await knock(confirmEmailChange, { token: await letterTo('ada@elsewhere.test', 'new-address') })
  expect(await newLines()).toEqual(['Ada account.email_changed Ada'])
})

test('a second step is set up, used, and put away', async () => {
  const { headers, code, backupCodes } = await setUpAuthenticator(bob)
  expect(await newLines()).toEqual([
    'Bob account.two_step_begun Bob',
    'Bob account.two_step_on Bob',
  ])
  const byCode = await passFirstStep(bob.email)
  expect((await post('/two-factor/verify-totp', { code: code() }, byCode)).status).toBe(200)
  const byBackup = await passFirstStep(bob.email)
  const backup = { code: backupCodes[0] ?? '' }
  expect((await post('/two-factor/verify-backup-code', backup, byBackup)).status).toBe(200)
  expect(await newLines()).toEqual(['Bob account.signed_in Bob', 'Bob account.signed_in Bob'])
  await post('/two-factor/generate-backup-codes', { password }, headers)
  await post('/two-factor/disable', { password }, headers)
  expect(await newLines()).toEqual([
    'Bob account.backup_codes_made Bob',
    'Bob account.two_step_off Bob',
  ])
})

test('a passkey is added, used, renamed and removed', async () => {
  const device = newAuthenticator()
  const added = await addPasskey(olive, device)
  await enter(device)
  const id = String(added.data?.id)
  await post('/passkey/update-passkey', { id, name: 'Key' }, olive.headers)
  await post('/passkey/delete-passkey', { id }, olive.headers)
  expect(await newLines()).toEqual([
    'Olive account.passkey_added Olive',
    'Olive account.signed_in Olive',
    'Olive account.changed Olive',
    'Olive account.passkey_removed Olive',
  ])
})

test('somebody says that it was not them, and whoever deletes their account leaves everywhere', async () => {
  const email = 'eve@globex.test'
  const otp = await auth.api.createVerificationOTP({ body: { email, type: 'sign-in' } })
  const signedIn = await post('/sign-in/email-otp', { email, otp })
  const headers = new Headers({ cookie: cookiesOf(signedIn.headers) })
  const eve = { id: String(Object(signedIn.data?.user).id), name: 'Eve', email, headers }
  const acme = await found('acme', ada, [{ person: eve, role: 'member' }])
  await knock(disownAct, { token: await letterTo(email, 'account-notice') })
  const again = await auth.api.createVerificationOTP({ body: { email, type: 'sign-in' } })
  const back = await post('/sign-in/email-otp', { email, otp: again })
  await post('/delete-user', {}, new Headers({ cookie: cookiesOf(back.headers) }))
  expect(await newLines()).toEqual([
    'Eve account.signed_in Eve',
    'Eve account.disowned Eve',
    'Eve account.signed_in Eve',
    'Eve account.deleted Eve',
  ])
  expect(
    await asOwner(sql`select actor_name, actor_role, session_id is not null as session
      from audit where organization_id = ${acme.id} and action = 'member.left'`),
  ).toEqual([{ actor_name: 'Eve', actor_role: 'member', session: true }])
})

test('whoever is removed from the product is removed from each organization, by the operator who did it', async () => {
  const globex = await found('globex', bob, [{ person: cleo, role: 'admin' }])
  const body = { userId: cleo.id, reason: 'Asked for it by letter.' }
  expect((await post('/admin/remove-user', body, olive.headers)).status).toBe(200)
  expect(
    await asOwner(sql`select actor_name, actor_role, details ->> 'name' as name
      from audit where organization_id = ${globex.id} and action = 'member.removed'`),
  ).toEqual([{ actor_name: 'Olive', actor_role: 'operator', name: 'Cleo' }])
})
