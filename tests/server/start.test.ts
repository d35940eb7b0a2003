import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { onBuiltGround, start } from './ground.ts'

onBuiltGround()

const nothing = {
  APP_URL: '',
  BETTER_AUTH_SECRET: '',
  DATABASE_URL: '',
  DATABASE_OWNER_URL: '',
  FILES_DIR: '',
  RESEND_API_KEY: '',
  EMAIL_FROM: '',
}

describe('a server that cannot start says why, alone and in words, and exits with 1', () => {
  test('it names every variable that is missing, in one message', async () => {
    const words = await wordsOfRefusal(nothing)
    for (const name of [
      'APP_URL',
      'BETTER_AUTH_SECRET',
      'DATABASE_URL',
      'FILES_DIR',
      'RESEND_API_KEY',
      'EMAIL_FROM',
    ]) {
      expect(words).toContain(`${name} is missing`)
    }
  })

  test('it names a variable that is malformed', async () => {
    const words = await wordsOfRefusal({ APP_URL: 'app.example.com', BETTER_AUTH_SECRET: 'short' })
    expect(words).toContain('APP_URL must be an address like')
    expect(words).toContain('BETTER_AUTH_SECRET must have 32 characters or more')
  })

  test('it names a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const words = await wordsOfRefusal({ PORT: port })
    other.close()
    expect(words).toBe(
      `Port ${port} on 127.0.0.1 is in use: stop what listens there, or choose another PORT.`,
    )
  })

  test('it names an interface that is not its own', async () => {
    expect(await wordsOfRefusal({ HOST: '192.0.2.1' })).toBe(
      'HOST 192.0.2.1 is not an address of this machine.',
    )
  })

  test('it names a folder for files that cannot be written to', async () => {
    expect(await wordsOfRefusal({ FILES_DIR: '/dev/null/files' })).toBe(
      'The folder FILES_DIR, /dev/null/files, cannot be written to (ENOTDIR).',
    )
  })

  test('it says within seconds that the database is down', async () => {
    const began = Date.now()
    const words = await wordsOfRefusal({
      DATABASE_URL: 'postgres://app:secret@127.0.0.1:9/atrium',
      DATABASE_OWNER_URL: 'postgres://owner:secret@127.0.0.1:9/atrium',
    })
    expect(words).toMatch(/^The database "atrium" at 127\.0\.0\.1:9 cannot be opened: .+$/)
    expect(words).not.toContain('secret')
    expect(Date.now() - began).toBeLessThan(20_000)
  })
})

test('a server that starts says where it listens, and runs as production whatever nobody said', async () => {
  const server = await start({ NODE_ENV: '' })
  expect(server.output()).toContain(
    `Listening on ${server.url} (127.0.0.1:${new URL(server.url).port})`,
  )
  const { text, headers } = await call(server.url)
  expect(text).toContain('<!DOCTYPE html>')
  expect(headers['content-security-policy']).toBeDefined()
})

/** What the server says when it refuses; a stack trace would stand in it. */
async function wordsOfRefusal(env: Record<string, string>): Promise<string> {
  const refusal = await start(env).then(
    () => 'The server started.',
    (error: Error) => error.message,
  )
  const [head, ...words] = refusal.split('\n')
  expect(head).toBe('The server ended with code 1:')
  const said = words
    .filter((line) => !line.startsWith('{"level"'))
    .join('\n')
    .trim()
  expect(said).not.toMatch(/^\s+at /m)
  return said
}
