import { beforeAll, expect, test } from 'vitest'
import { auth } from '~/auth/auth.server'
import { callAuth } from '../support/knock'
import { arrive, type Person } from '../support/people'
import { withCookies } from '../support/second-step'

let ada: Person
let asAda: Headers
beforeAll(async () => {
  ada = await arrive('ada')
  const olive = await arrive('olive')
  const acting = await callAuth('/admin/impersonate-user', {
    body: { userId: ada.id },
    headers: olive.headers,
  })
  expect(acting.status, JSON.stringify(acting.data)).toBe(200)
  asAda = withCookies(new Headers(), acting.headers)
})

/** What is not for the owner of the account alone, and why. Everything else is refused. */
const open: [RegExp, string][] = [
  [/^\/organization\//, 'work in organizations, with a line in their audit logs'],
  [/^\/admin\//, 'asks for the role of whoever is looked through, which is none'],
  [
    /^\/sign-(in|up|out)|^\/email-otp\/|^\/magic-link\/|^\/callback\//,
    'for whoever asks, signed in or not',
  ],
  [
    /^\/(verify-email|request-password-reset|reset-password|is-username-available)/,
    'for whoever asks',
  ],
  [/^\/(get-session|list-accounts|list-sessions|ok|error)$/, 'only reads'],
  [/^\/subscription\/(list|success)$/, 'only reads'],
  [/^\/forget-password\//, 'closed'],
  [/^\/passkey\/(generate-authenticate-options|verify-authentication)$/, 'for whoever asks'],
]

test('whoever looks through somebody’s eyes changes nothing of how that person gets in', async () => {
  const paths = Object.values(auth.api).flatMap((endpoint) => {
    const { path, options } = Object(endpoint)
    if (typeof path !== 'string' || options?.metadata?.SERVER_ONLY) return []
    return [{ path, get: [options?.method].flat().includes('GET') }]
  })
  const closed = auth.options.disabledPaths
  const asked = paths.filter(
    ({ path }) => !closed.includes(path) && !open.some(([pattern]) => pattern.test(path)),
  )
  expect(asked.length).toBeGreaterThan(12)
  for (const { path, get } of asked) {
    const { status, data } = await callAuth(path, {
      headers: asAda,
      ...(get ? {} : { body: filled }),
    })
    expect({ path, status, data }).toEqual({
      path,
      status: 403,
      data: expect.objectContaining({ code: 'REFUSED', refusal: 'forbidden' }),
    })
  }
  const { data } = await callAuth('/get-session', { headers: asAda })
  expect(data).toMatchObject({ user: { id: ada.id } })
})

/** Enough for every schema: what is refused is not refused for its shape. */
const filled = {
  currentPassword: 'open the atrium',
  newPassword: 'another password',
  password: 'open the atrium',
  email: 'other@acme.test',
  newEmail: 'other@acme.test',
  code: '123456',
  id: 'any',
  name: 'Any',
  provider: 'github',
  providerId: 'github',
  accountId: 'any',
  sessionToken: 'any',
  token: 'any',
  response: {
    id: 'any',
    rawId: 'any',
    type: 'public-key',
    clientExtensionResults: {},
    response: { authenticatorData: '', clientDataJSON: '', signature: '' },
  },
}
