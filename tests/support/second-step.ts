import { expect } from 'vitest'
import { auth } from '~/auth/auth.server'
import { callAuth } from './knock.ts'
import { cookiesOf, type Person, password } from './people.ts'
import { authenticator } from './totp.ts'

export type SecondStep = {
  /** The session that set it up; better-auth gives a new one for it. */
  headers: Headers
  /** What the app shows: now, or so many half minutes from now. One is good in the half minutes around its own. */
  code(ahead?: -1 | 0 | 1): string
  backupCodes: string[]
}

/** Sets up an authenticator for somebody, with the first of the codes it shows. */
export async function setUpAuthenticator(person: Person): Promise<SecondStep> {
  const begun = await callAuth('/two-factor/enable', {
    body: { password },
    headers: person.headers,
  })
  expect(begun.status, JSON.stringify(begun.data)).toBe(200)
  const code = authenticator(begun.data?.totpURI)
  const done = await callAuth('/two-factor/verify-totp', {
    body: { code: code(-1) },
    headers: person.headers,
  })
  expect(done.status, JSON.stringify(done.data)).toBe(200)
  const { backupCodes } = begun.data ?? {}
  return {
    headers: new Headers({ cookie: cookiesOf(done.headers) }),
    code,
    backupCodes: Array.isArray(backupCodes) ? backupCodes.map(String) : [],
  }
}

/** What a browser has after the first step: the challenge, and everything else it was given. */
export async function passFirstStep(email: string): Promise<Headers> {
  const answer = await goFirstStep(email)
  expect(answer.data).toMatchObject({ twoFactorRedirect: true })
  return withCookies(new Headers(), answer.headers)
}

/** Signs in by a code from a letter: it takes no hash of a password. */
export async function goFirstStep(email: string, headers = new Headers()) {
  const otp = await auth.api.createVerificationOTP({ body: { email, type: 'sign-in' } })
  return callAuth('/sign-in/email-otp', { body: { email, otp }, headers })
}

/** What a browser sends after an answer: cookies it had, those set, without those that were ended. */
export function withCookies(known: Headers, answer: Headers): Headers {
  const jar = new Map<string, string>()
  const put = (pair: string) => {
    const [name = '', value = ''] = pair.trim().split(/=(.*)/s)
    if (name && value) jar.set(name, value)
    else jar.delete(name)
  }
  for (const pair of known.get('cookie')?.split(';') ?? []) put(pair)
  for (const line of answer.getSetCookie()) put(line.split(';', 1)[0] ?? '')
  return new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') })
}
