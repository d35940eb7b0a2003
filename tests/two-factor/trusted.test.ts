import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { distrustDevice, getSecondStep } from '~/features/account/second-step.functions'
import { getChallenge } from '~/features/sign-in/challenge.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { arrive, type Person, password } from '../support/people'
import {
  goFirstStep,
  passFirstStep,
  type SecondStep,
  setUpAuthenticator,
  withCookies,
} from '../support/second-step'

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

let ada: Person
let step: SecondStep
beforeAll(async () => {
  await asOwner(sql`delete from "user"`)
  ada = await arrive('ada')
  step = await setUpAuthenticator(ada)
})
beforeEach(async () => {
  await asOwner(sql`delete from device`)
  await asOwner(sql`delete from rate_limit`)
})

/** Another browser, with the wish to be spared the second step from now on, or without. */
async function browser(trustDevice: boolean): Promise<Headers> {
  await asOwner(sql`delete from rate_limit`)
  const half = await passFirstStep(ada.email)
  half.set('user-agent', firefox)
  const done = await callAuth('/two-factor/verify-totp', {
    body: { code: step.code(), trustDevice },
    headers: half,
  })
  expect(done.status).toBe(200)
  return withCookies(half, done.headers)
}

async function isAsked(headers: Headers): Promise<boolean> {
  return (await goFirstStep(ada.email, headers)).data?.twoFactorRedirect === true
}

const facts = async (headers: Headers) => (await knock(getSecondStep, undefined, headers)).result

test('a device is trusted for thirty days where that is wished, by that browser alone', async () => {
  const trusted = await browser(true)
  expect(await isAsked(trusted)).toBe(false)
  expect(await isAsked(await browser(false))).toBe(true)
  expect(await isAsked(new Headers())).toBe(true)
  await asOwner(sql`update device set trusted_until = trusted_until - interval '29 days 23 hours'`)
  expect(await isAsked(trusted)).toBe(false)
  await asOwner(sql`update device set trusted_until = trusted_until - interval '1 hour'`)
  expect(await isAsked(trusted)).toBe(true)
})

test('nothing of it is kept where nobody can see and end it', async () => {
  await asOwner(sql`delete from verification`)
  const trusted = await browser(true)
  expect(trusted.get('cookie')).not.toContain('trust_device')
  expect(await asOwner(sql`select value from verification`)).toEqual([])
})

test('a device is trusted for the person who wished it, not for the next who signs in there', async () => {
  const trusted = await browser(true)
  await asOwner(sql`update "user" set two_factor_enabled = true
    where id = ${(await arrive('bob')).id}`)
  expect((await goFirstStep('bob@acme.test', trusted)).data).toMatchObject({
    twoFactorRedirect: true,
    twoFactorMethods: ['otp'],
  })
})

test('trusted devices are listed in words, this one marked, and ended one by one or all at once', async () => {
  const [one, two] = [await browser(true), await browser(true)]
  const seen = await facts(one)
  expect(seen).toMatchObject({
    on: 'authenticator',
    backupCodes: 10,
    trusted: [
      { browser: 'Firefox on Windows', current: false },
      { browser: 'Firefox on Windows', current: true },
    ],
  })
  const [first] = await asOwner(sql`select id from device order by last_seen_at limit 1`)
  const id = String(first?.id)
  const cleo = await arrive('cleo')
  expect((await knock(distrustDevice, { id }, cleo.headers)).status).toBe(404)
  expect(await isAsked(one)).toBe(false)
  expect((await knock(distrustDevice, { id }, two)).status).toBe(200)
  expect(await isAsked(one)).toBe(true)
  expect(await isAsked(two)).toBe(false)
  expect((await knock(distrustDevice, {}, step.headers)).status).toBe(200)
  expect(await isAsked(two)).toBe(true)
})

test('a changed password, a reset one and the end of the second step end all trust', async () => {
  const again = 'quite another password'
  const trusted = await browser(true)
  const changed = await callAuth('/change-password', {
    body: { currentPassword: password, newPassword: again },
    headers: trusted,
  })
  expect(changed.status).toBe(200)
  const trustedDevices = () => asOwner(sql`select 1 from device where trusted_until is not null`)
  expect(await trustedDevices()).toEqual([])

  await asOwner(sql`update device set trusted_until = now() + interval '1 day'`)
  await asOwner(sql`delete from jobs.job`)
  await callAuth('/request-password-reset', { body: { email: ada.email } })
  const letter = (await lettersTo(ada.email)).find(({ letter }) => letter === 'reset')
  const token = tokenIn(letter)
  const reset = { newPassword: password, token }
  expect((await callAuth('/reset-password', { body: reset })).status).toBe(200)
  expect(await trustedDevices()).toEqual([])
  expect(await isAsked(trusted)).toBe(true)

  const inside = await browser(true)
  expect(await trustedDevices()).toHaveLength(1)
  const off = await callAuth('/two-factor/disable', { body: { password }, headers: inside })
  expect(off.status).toBe(200)
  expect(await trustedDevices()).toEqual([])
  expect(await facts(withCookies(inside, off.headers))).toMatchObject({ on: null, trusted: [] })
  step = await setUpAuthenticator({ ...ada, headers: withCookies(inside, off.headers) })
})

test('whoever has passed the first step hears what is asked of them, and nobody else', async () => {
  const challenge = async (headers?: Headers) => knock(getChallenge, undefined, headers)
  expect((await challenge()).result).toBeNull()
  const half = await passFirstStep(ada.email)
  expect((await challenge(half)).result).toEqual({
    steps: ['authenticator', 'letter', 'backup'],
    lockedUntil: undefined,
  })
  const forged = new Headers({
    cookie: String(half.get('cookie')).replace(/2fa-(.)/, (_, first) =>
      first === 'a' ? '2fa-b' : '2fa-a',
    ),
  })
  expect((await challenge(forged)).result).toBeNull()
  await asOwner(
    sql`update two_factor set locked_until = now() at time zone 'utc' + interval '9 minutes'`,
  )
  expect((await challenge(half)).result).toMatchObject({ lockedUntil: expect.any(Date) })
  await asOwner(sql`update two_factor set locked_until = null`)
  await asOwner(sql`update verification set expires_at = now() - interval '1 minute'`)
  expect((await challenge(half)).result).toBeNull()
})
