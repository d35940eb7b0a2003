import { once } from 'node:events'
import { request } from 'node:http'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RunningServer } from '../support/server.ts'
import { call } from './call.ts'
import { onBuiltGround, start, until } from './ground.ts'

onBuiltGround()

describe('a server that is told to stop while somebody signs in', () => {
  let owner: pg.Client
  beforeEach(async () => {
    owner = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL })
    await owner.connect()
    // Whoever signs in is counted first, and waits here until the lock is gone.
    await owner.query('begin; lock table rate_limit in access exclusive mode')
  })
  afterEach(() => owner.end())

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'lets them finish and leaves with 0 (%s)',
    async (signal) => {
      const server = await start()
      const signingIn = signIn(server)
      await waitingInTheDatabase()
      const stopped = server.stop(signal)
      await until(() => isClosed(server))
      await owner.query('commit')
      const answer = await signingIn
      expect(answer.status).toBe(401)
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'INVALID_EMAIL_OR_PASSWORD' })
      expect(answer.headers.connection).toBe('close')
      expect(await stopped).toEqual({ code: 0 })
    },
  )

  test('leaves at once with 1 when told again', async () => {
    const server = await start()
    const cut = signIn(server).catch((error: Error) => error)
    await waitingInTheDatabase()
    const stopped = server.stop()
    await until(() => isClosed(server))
    const telling = setInterval(() => process.kill(server.pid, 'SIGTERM'), 100)
    expect(await stopped.finally(() => clearInterval(telling))).toEqual({ code: 1 })
    expect(await cut).toBeInstanceOf(Error)
  })

  function signIn({ url }: RunningServer) {
    return call(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email: 'nobody@example.com', password: 'not a password' }),
    })
  }

  /** Until the sign-in stands before the lock. */
  function waitingInTheDatabase() {
    return until(async () => {
      const { rowCount } = await owner.query('select from pg_locks where not granted')
      return Boolean(rowCount)
    })
  }
})

test('connections kept alive by browsers do not hold a stopping server up', async () => {
  const server = await start()
  const outgoing = request(server.url, { headers: { connection: 'keep-alive' } }).end()
  const [answer] = await once(outgoing, 'response')
  answer.resume()
  await once(answer, 'end')
  const began = Date.now()
  expect(await server.stop()).toEqual({ code: 0 })
  expect(Date.now() - began).toBeLessThan(8_000)
})

async function isClosed({ url }: RunningServer): Promise<boolean> {
  return call(`${url}/api/health`).then(
    () => false,
    (error) => error.code === 'ECONNREFUSED',
  )
}
