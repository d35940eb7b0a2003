import { expect, test, vi } from 'vitest'
import { auth } from '~/auth/auth.server'
import { mayOperate, operatorRoles, operatorStatements } from '~/auth/operator/operator-permissions'
import { grantsOf, may, roleNames, roles, statements } from '~/auth/permissions'

// better-auth is told these things in several files; one careless edit must not undo any of them unseen.
const { options } = auth
const [organizations] = options.plugins
const admin = options.plugins.find(({ id }) => id === 'admin')

test('the plugin that carries cookies is the last one: those of plugins after it would be lost', () => {
  expect(options.plugins.map(({ id }) => id).at(-1)).toBe('tanstack-start-cookies')
})

test('a session that was ended is ended at once: none is cached in a cookie', () => {
  expect(options.session.cookieCache).toEqual({ enabled: false })
})

test('requests from elsewhere are refused, in tests too', async () => {
  const { skipOriginCheck, skipCSRFCheck } = await auth.$context
  expect({ skipOriginCheck, skipCSRFCheck }).toEqual({
    skipOriginCheck: false,
    skipCSRFCheck: false,
  })
  expect(options.advanced).toMatchObject({ disableOriginCheck: false, disableCSRFCheck: false })
  expect(options).not.toHaveProperty('trustedOrigins')
})

test('an address is confirmed before anybody signs in with it or answers an invitation to it', () => {
  expect(options.emailAndPassword.requireEmailVerification).toBe(true)
  expect(organizations.options?.requireEmailVerificationOnInvitation).toBe(true)
})

test('passwords have twelve characters or more, and a new one ends every session', () => {
  expect(options.emailAndPassword.minPasswordLength).toBe(12)
  expect(options.emailAndPassword.revokeSessionsOnPasswordReset).toBe(true)
})

test('what a stolen backup holds opens nothing', () => {
  expect(options.verification.storeIdentifier).toBe('hashed')
  expect(options.account.encryptOAuthTokens).toBe(true)
})

test('the address of a client is believed from one header only, which our server sets', () => {
  expect(options.advanced.ipAddress).toEqual({ ipAddressHeaders: ['x-client-ip'] })
})

test('attempts are limited wherever people are, in a place that all servers share', async () => {
  for (const mode of ['production', 'development']) {
    vi.resetModules()
    vi.stubEnv('NODE_ENV', mode)
    vi.stubEnv('RESEND_API_KEY', 'not used')
    vi.stubEnv('EMAIL_FROM', 'hello@atrium.test')
    const there = await import('~/auth/auth.server')
    expect(there.auth.options.rateLimit, mode).toMatchObject({ enabled: true, storage: 'database' })
    vi.unstubAllEnvs()
  }
  for (const path of ['/sign-in/email', '/sign-up/email', '/request-password-reset'] as const) {
    expect(options.rateLimit.customRules[path].max).toBeLessThanOrEqual(10)
  }
})

test('the people who run the product are operator and support, and nobody becomes one by signing up', () => {
  expect(admin).toMatchObject({
    options: { adminRoles: ['operator', 'support'], defaultRole: 'user' },
  })
  expect(Object.keys(operatorRoles)).toEqual(['operator', 'support', 'user'])
  expect(operatorRoles.user.statements).toEqual({ user: [], session: [] })
})

test('every operator may do what this table says, and nothing else', () => {
  const table = Object.entries(operatorStatements).flatMap(([noun, actions]) =>
    actions.map((action) => {
      const who = (['operator', 'support'] as const).filter((role) =>
        mayOperate(role, { [noun]: [action] }),
      )
      return `${noun} ${action}: ${who.join(', ') || 'nobody'}`
    }),
  )
  expect(table).toMatchInlineSnapshot(`
    [
      "user create: operator",
      "user list: operator, support",
      "user set-role: operator",
      "user ban: operator",
      "user impersonate: operator, support",
      "user impersonate-admins: nobody",
      "user delete: operator",
      "user set-password: operator",
      "user set-email: operator",
      "user get: operator, support",
      "user update: operator",
      "user resend: operator, support",
      "user recover: operator",
      "session list: operator, support",
      "session revoke: operator, support",
      "session delete: operator",
      "overview read: operator, support",
      "organization list: operator, support",
      "organization suspend: operator",
      "organization transfer: operator",
      "organization grant: operator",
      "billing read: operator, support",
      "billing replay: operator",
      "job read: operator, support",
      "job retry: operator",
      "job discard: operator",
      "letter read: operator, support",
      "letter resend: operator, support",
      "audit read: operator, support",
    ]
  `)
})

test('every role may do what this table says, and nothing else', () => {
  const table = Object.entries(statements).flatMap(([noun, actions]) =>
    actions.map((action) => {
      const who = roleNames.filter((role) => may(grantsOf(role), { [noun]: [action] }))
      return `${noun} ${action}: ${who.join(', ') || 'nobody'}`
    }),
  )
  expect(table).toMatchInlineSnapshot(`
    [
      "organization update: owner, admin",
      "organization delete: owner",
      "organization secure: owner",
      "member read: owner, admin, member",
      "member create: owner, admin",
      "member update: owner, admin",
      "member delete: owner, admin",
      "invitation read: owner, admin",
      "invitation create: owner, admin",
      "invitation cancel: owner, admin",
      "team read: owner, admin, member",
      "team create: owner, admin",
      "team update: owner, admin",
      "team delete: owner, admin",
      "ac create: owner, admin",
      "ac read: owner, admin, member",
      "ac update: owner, admin",
      "ac delete: owner, admin",
      "project read: owner, admin, member",
      "project create: owner, admin, member",
      "project update: owner, admin, member",
      "project delete: owner, admin",
      "project oversee: owner, admin",
      "audit read: owner, admin",
      "billing read: owner, admin",
      "billing manage: owner",
    ]
  `)
})

test('the roles are the ones the table is about, and an unknown role may do nothing', () => {
  expect(Object.keys(roles)).toEqual([...roleNames])
  expect(may(grantsOf('guest'), { project: ['read'] })).toBe(false)
  expect(may(grantsOf('guest, member'), { project: ['read'] })).toBe(true)
  expect(may(grantsOf(''), {})).toBe(false)
})
