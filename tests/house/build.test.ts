import { globSync, readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { build } from '../../dev/build'
import { password, people } from '../../dev/people'

/** Words of the server, each with a place where it does stand: a marker that nobody uses proves nothing. */
const markers: Record<string, string> = {
  organization_id: 'dist/server/**/*.js',
  set_config: 'dist/server/**/*.js',
  pg_advisory_lock: 'dist/server/**/*.js',
  DATABASE_OWNER_URL: 'dist/server/**/*.js',
  RESEND_API_KEY: 'dist/server/**/*.js',
  TRUSTED_PROXIES: 'dist/server/**/*.js',
  'supported-color-schemes': 'dist/server/**/*.js',
  'drizzle:entityKind': 'node_modules/drizzle-orm/entity.js',
  'SCRAM-SHA-256': 'node_modules/pg/lib/crypto/*.js',
  idempotencyKey: 'node_modules/resend/dist/*.mjs',
}

const secrets: Record<string, RegExp> = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'a database address with a password': /postgres(ql)?:\/\/[^\s:@/"'`]+:(?!password@)[^\s:@/"'`]+@/,
  'a key of Resend': /\bre_[A-Za-z0-9]{6,}_[A-Za-z0-9]{16,}/,
  'a key of Stripe': /\b([sr]k_(live|test)|whsec)_[A-Za-z0-9]{10,}/,
  'a key of a cloud': /\b(AKIA[0-9A-Z]{16}|AIza[\w-]{35}|gh[pousr]_[A-Za-z0-9]{36})/,
  'a token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
  'a secret of 32 bytes': /["'`=][0-9a-f]{64}["'`]/,
}

/** The bench and the demo world: they belong to development and stay there. */
const bench = ['/dev/sign-in', '/dev/reset', 'dev/bench', 'startPostgres', password]
for (const { email } of Object.values(people)) bench.push(email)

type Built = Record<string, string>
const text = /\.(js|mjs|css|html|json|txt|svg|webmanifest|map)$/

function filesOf(glob: string): Built {
  const paths = globSync(glob).filter((path) => text.test(path))
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]))
}

function say(files: Built, words: readonly string[]): string[] {
  return Object.entries(files).flatMap(([path, content]) =>
    words.filter((word) => content.includes(word)).map((word) => `${path} says "${word}"`),
  )
}

function reveal(files: Built): string[] {
  return Object.entries(files).flatMap(([path, content]) =>
    Object.entries(secrets)
      .filter(([, pattern]) => pattern.test(content))
      .map(([what]) => `${path} holds what looks like ${what}`),
  )
}

beforeAll(() => build(), 240_000)

test('no browser is sent a word of the server', () => {
  const sent = filesOf('dist/client/**/*')
  expect(Object.keys(sent).length).toBeGreaterThan(10)
  expect(say(sent, Object.keys(markers))).toEqual([])
})

test('the words that are looked for are still words of the server', () => {
  for (const [word, place] of Object.entries(markers)) {
    expect(
      say(filesOf(place), [word]),
      `"${word}" stands nowhere in ${place}: choose another`,
    ).not.toEqual([])
  }
})

test('nothing in the build looks like a secret', () => {
  expect(reveal(filesOf('dist/**/*'))).toEqual([])
})

test('nothing of the bench or the demo world is in the build', () => {
  const built = filesOf('dist/**/*')
  expect(Object.keys(built).some((path) => path.endsWith('server.js'))).toBe(true)
  expect(say(built, bench)).toEqual([])
})

test('the laws see a word of the server, a secret and the bench', () => {
  const key = ['sk', 'live', 'a1b2c3d4e5f6'].join('_')
  expect(say({ 'a.js': 'query("select set_config($1)")' }, Object.keys(markers))).toHaveLength(1)
  expect(reveal({ 'a.js': `const key="${key}"`, 'b.js': `x="${'0a'.repeat(32)}"` })).toEqual([
    'a.js holds what looks like a key of Stripe',
    'b.js holds what looks like a secret of 32 bytes',
  ])
  expect(say({ 'a.js': 'action="/dev/sign-in/ada"' }, bench)).toHaveLength(1)
})
