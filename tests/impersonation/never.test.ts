import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { auth } from '~/auth/auth.server'
import { exportMyData } from '~/features/account/data.functions'
import { cancelEmailChange } from '~/features/account/email.functions'
import { removePicture } from '~/features/account/picture.functions'
import { distrustDevice } from '~/features/account/second-step.functions'
import { endSession } from '~/features/account/sessions.functions'
import { joinByLink } from '~/features/members/joining.functions'
import { demandSecondStep, transferOwnership } from '~/features/settings/settings.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { look, stepUp } from '../support/looking'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person
let acme: Organization
let asAda: Headers
beforeAll(async () => {
  ada = await arrive('ada')
  acme = await found('acme', ada)
  asAda = await look(await arrive('olive'), ada)
  expect(await stepUp(asAda)).toMatchObject({ status: 200 })
})

/** What is not for the owner of the account alone, and why. Everything else is refused. */
const open: [RegExp, string][] = [
  [
    /^\/organization\/(?!delete$|leave$|(accept|reject)-invitation$)/,
    'work in organizations, with a line in their audit logs',
  ],
  [/^\/admin\//, 'asks for the role of whoever is looked through, which is none'],
  [
    /^\/sign-out|^\/email-otp\/|^\/magic-link\/|^\/callback\//,
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

test('whoever looks through somebody’s eyes changes nothing of how that person gets in, also stepped up', async () => {
  const paths = Object.values(auth.api).flatMap((endpoint) => {
    const { path, options } = Object(endpoint)
    if (typeof path !== 'string' || options?.metadata?.SERVER_ONLY) return []
    return [{ path, get: [options?.method].flat().includes('GET') }]
  })
  const closed = auth.options.disabledPaths
  const asked = paths.filter(
    ({ path }) => !closed.includes(path) && !open.some(([pattern]) => pattern.test(path)),
  )
  const message = 'You are signed in as somebody else. Only they can do this.'
  expect(asked.length).toBeGreaterThan(12)
  for (const { path, get } of asked) {
    const { status, data } = await callAuth(path, {
      headers: asAda,
      ...(get ? {} : { body: filled }),
    })
    expect({ path, status, data }).toEqual({
      path,
      status: 403,
      data: expect.objectContaining({ refusal: 'forbidden', message }),
    })
  }
  const { data } = await callAuth('/get-session', { headers: asAda })
  expect(data).toMatchObject({ user: { id: ada.id } })
})

describe('nor do our own doors', () => {
  test('of the account: its data, sessions, devices, picture, address, and where it belongs', async () => {
    const doors: [unknown, object?][] = [
      [exportMyData],
      [endSession, { id: 'any' }],
      [distrustDevice, { id: 'any' }],
      [removePicture],
      [cancelEmailChange],
      [joinByLink, { token: 'any' }],
    ]
    for (const [door, data] of doors) {
      expect(await knock(door, data, asAda)).toMatchObject({
        status: 403,
        error: { sentence: expect.stringMatching(/Only they can do this/) },
      })
    }
  })

  test('of an organization: who owns it, who needs a second step, and its end; each attempt is a line', async () => {
    const memberId = 'any'
    for (const [door, data] of [
      [transferOwnership, { org: 'acme', memberId }],
      [demandSecondStep, { org: 'acme', from: null }],
    ] as const) {
      expect(await knock(door, data, asAda)).toMatchObject({ status: 403 })
    }
    for (const [path, body] of [
      ['/organization/delete', { organizationId: acme.id }],
      ['/organization/leave', { organizationId: acme.id }],
      ['/organization/update-member-role', { organizationId: acme.id, memberId, role: ['owner'] }],
      [
        '/organization/invite-member',
        { organizationId: acme.id, email: 'e@e.test', role: 'owner' },
      ],
    ] as const) {
      expect(await callAuth(path, { body, headers: asAda }), path).toMatchObject({ status: 403 })
    }
    const lines = await asOwner(sql`select details ->> 'at' as at from audit
      where organization_id = ${acme.id} and action = 'impersonation.refused' order by id`)
    expect(lines.map(({ at }) => at)).toEqual([
      'transferOwnership',
      'demandSecondStep',
      '/organization/delete',
      '/organization/leave',
      '/organization/update-member-role',
      '/organization/invite-member',
    ])
  })
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
