import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { socialProviderList, socialProviders } from '@better-auth/core/social-providers'
import { betterAuth } from 'better-auth'
import { expect, test } from 'vitest'
import { providerFault } from '~/auth/providers/provider-sentences'
import { socialProvidersOf } from '~/auth/providers/providers.server'
import { readEnv } from '~/env.server'
import { knownProviders, readProviders } from '~/providers.server'

const { privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

/** What a provider needs, each variable with a value. */
function variablesOf(id: string): Record<string, string> {
  const { needs = { CLIENT_ID: '', CLIENT_SECRET: '' } } = knownProviders[id] ?? {}
  return Object.fromEntries(
    Object.keys(needs).map((end) => [
      `${id.toUpperCase()}_${end}`,
      end === 'PRIVATE_KEY' ? privateKey : `${end.toLowerCase()}-of-${id}`,
    ]),
  )
}

test('the list is the list of better-auth, no more and no less', () => {
  expect(Object.keys(knownProviders).sort()).toEqual([...socialProviderList].sort())
  expect(Object.keys(socialProviders).sort()).toEqual([...socialProviderList].sort())
})

test.each([...socialProviderList].sort())(
  '%s appears when its variables are set, and leads to its own page',
  async (id) => {
    const { told, faults } = readProviders(variablesOf(id), [])
    expect(faults).toEqual([])
    const auth = betterAuth({
      baseURL: 'http://localhost:3000',
      secret: 'x'.repeat(32),
      socialProviders: socialProvidersOf(told),
      logger: { disabled: true },
      telemetry: { enabled: false },
    })
    const { url } = await auth.api.signInSocial({ body: { provider: id, callbackURL: '/app' } })
    const { protocol, host, searchParams } = new URL(String(url))
    expect(protocol).toBe('https:')
    expect(host).not.toContain('localhost')
    expect([...searchParams.values()]).toContain(`http://localhost:3000/api/auth/callback/${id}`)
    expect(searchParams.get('state')).toBeTruthy()
    for (const secret of Object.entries(variablesOf(id))) {
      if (/SECRET|PRIVATE/.test(secret[0])) expect(url).not.toContain(encodeURIComponent(secret[1]))
    }
  },
)

test.each([...socialProviderList].sort())(
  '%s with a part of what it needs is a fault, named at the start',
  (id) => {
    const all = variablesOf(id)
    for (const name of Object.keys(all)) {
      const { faults, told } = readProviders({ ...all, [name]: '' }, [])
      expect(faults).toEqual([expect.stringContaining(`${name} is missing`)])
      expect(Object.keys(told)).toEqual([id])
    }
  },
)

test('a key of Apple is read with its line breaks written out, and one that is none is named', () => {
  const tell = (key: string) =>
    socialProvidersOf(readProviders({ ...variablesOf('apple'), APPLE_PRIVATE_KEY: key }, []).told)
  const { apple } = tell(privateKey.replaceAll('\n', '\\n'))
  expect(apple).toMatchObject({
    clientSecret: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]{86}$/),
  })
  expect(() => tell('no key')).toThrow('APPLE_PRIVATE_KEY must be')
})

test('every variable of every provider stands in .env.example', () => {
  const example = readFileSync('.env.example', 'utf8')
  for (const [id, { may = {} }] of Object.entries(knownProviders)) {
    const wanted = [
      ...Object.keys(variablesOf(id)),
      ...Object.keys(may).map((end) => `${id.toUpperCase()}_${end}`),
    ]
    for (const name of wanted) expect(example).toMatch(new RegExp(`^#${name}=`, 'm'))
  }
})

const production = {
  NODE_ENV: 'production',
  APP_URL: 'https://app.acme.test',
  BETTER_AUTH_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgres://app:secret@db.acme.test:5432/atrium',
  FILES_DIR: '/var/lib/atrium/files',
  RESEND_API_KEY: 're_key',
  EMAIL_FROM: 'Acme <hello@acme.test>',
}

test('production does not start with half a provider', () => {
  const start = () => readEnv({ ...production, GITHUB_CLIENT_ID: 'an id' })
  expect(start).toThrow('GITHUB_CLIENT_SECRET is missing: GITHUB_CLIENT_ID is set')
  expect(start).not.toThrow('an id')
})

test('stand-ins let anybody in as anybody: production takes them on localhost only', () => {
  const standIns = { OAUTH_STAND_IN: 'google=http://localhost:4002,github=http://localhost:4001' }
  expect(() => readEnv({ ...production, ...standIns })).toThrow('OAUTH_STAND_IN lets anybody in')
  expect(
    readEnv({ ...production, ...standIns, APP_URL: 'http://localhost:3000' }).standIns,
  ).toEqual({ google: 'http://localhost:4002', github: 'http://localhost:4001' })
  expect(() =>
    readEnv({ ...production, ...standIns, APP_URL: 'https://localhost.elsewhere.test' }),
  ).toThrow('OAUTH_STAND_IN lets anybody in')
  const garbled = { ...production, APP_URL: 'http://localhost:3000', OAUTH_STAND_IN: 'somewhere' }
  expect(() => readEnv(garbled)).toThrow('OAUTH_STAND_IN must be like')
})

test('whoever comes back without success reads a sentence, whatever stands in the address', () => {
  expect(providerFault(undefined)).toBeUndefined()
  expect(providerFault('access_denied')).toContain('Nothing was done')
  for (const odd of ['constructor', '__proto__', '<script>', 'issuer_mismatch']) {
    expect(providerFault(odd)).toBe('This did not work. Try again, or choose another way.')
  }
})
