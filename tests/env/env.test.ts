import { expect, test } from 'vitest'
import { Misconfigured, readEnv } from '~/env.server'

const production = {
  NODE_ENV: 'production',
  APP_URL: 'https://app.acme.test/',
  BETTER_AUTH_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgres://app:secret@db.acme.test:5432/atrium',
  FILES_DIR: '/var/lib/atrium/files',
  RESEND_API_KEY: 're_key',
  EMAIL_FROM: 'Acme <hello@acme.test>',
}

const faultsOf = (source: Record<string, string | undefined>): string => {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof Misconfigured) return error.message
    throw error
  }
  return ''
}

test('production names every missing variable in one message', () => {
  const message = faultsOf({ NODE_ENV: 'production' })
  for (const name of [
    'APP_URL',
    'BETTER_AUTH_SECRET',
    'DATABASE_URL',
    'FILES_DIR',
    'RESEND_API_KEY',
    'EMAIL_FROM',
  ]) {
    expect(message).toContain(`${name} is missing`)
  }
  expect(message).toContain('.env.example')
})

test('an empty variable counts as missing', () => {
  expect(faultsOf({ ...production, DATABASE_URL: '' })).toContain('DATABASE_URL is missing')
})

test('a complete environment is read, and the address is an origin', () => {
  const env = readEnv(production)
  expect(env).toMatchObject({ mode: 'production', APP_URL: 'https://app.acme.test', PORT: 3000 })
})

test('development needs the database and a secret, and nothing else', () => {
  const { DATABASE_URL, BETTER_AUTH_SECRET } = production
  const env = readEnv({ DATABASE_URL, BETTER_AUTH_SECRET, PORT: '4000' })
  expect(env).toMatchObject({
    mode: 'development',
    APP_URL: 'http://localhost:4000',
    HOST: '127.0.0.1',
    FILES_DIR: '.data/files',
  })
})

test.each([
  ['APP_URL', 'app.acme.test'],
  ['APP_URL', 'ftp://acme.test'],
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['BETTER_AUTH_SECRET', 'short'],
  ['BETTER_AUTH_SECRETS', 'not versioned'],
  ['DATABASE_URL', 'mysql://db'],
  ['DATABASE_OWNER_URL', 'somewhere'],
  ['EMAIL_FROM', 'nobody'],
  ['TRUSTED_PROXIES', 'everybody'],
  ['LOG_LEVEL', 'loud'],
])('%s is refused when it is "%s", without repeating the value', (name, value) => {
  const message = faultsOf({ ...production, [name]: value })
  expect(message).toContain(`  ${name} must`)
  expect(message).not.toContain(value)
})

test('secrets rotate: several with their versions stand for the one', () => {
  const secrets = `2:${'n'.repeat(32)},1:${'o'.repeat(32)}`
  const { BETTER_AUTH_SECRET: _, ...rest } = production
  expect(readEnv({ ...rest, BETTER_AUTH_SECRETS: secrets }).BETTER_AUTH_SECRETS).toEqual([
    { version: 2, value: 'n'.repeat(32) },
    { version: 1, value: 'o'.repeat(32) },
  ])
})

test('a header for the client address is taken only together with the proxies that may set it', () => {
  expect(faultsOf({ ...production, IP_HEADER: 'x-forwarded-for' })).toContain('go together')
  expect(faultsOf({ ...production, TRUSTED_PROXIES: '10.0.0.0/8' })).toContain('go together')
  const env = readEnv({
    ...production,
    IP_HEADER: 'X-Forwarded-For',
    TRUSTED_PROXIES: '10.0.0.0/8, ::1',
  })
  expect(env).toMatchObject({
    IP_HEADER: 'x-forwarded-for',
    TRUSTED_PROXIES: ['10.0.0.0/8', '::1'],
  })
})
