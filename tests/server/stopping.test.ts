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
  })
  afterEach(() => owner.end())

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'lets them finish and leaves with 0 (%s)',
    async (signal) => {
      const server = await start()
      const signingIn = await beginToSignIn(server)
      const stopped = server.stop(signal)
      await until(() => isClosed(server))
      await owner.query('commit')
      const answer = await signingIn.answer
      expect(answer.status).toBe(401)
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'INVALID_EMAIL_OR_PASSWORD' })
      expect(answer.headers.connection).toBe('close')
      expect(await stopped).toEqual({ code: 0 })
    },
  )

  test('leaves at once with 1 when told again', async () => {
    const server = await start()
    const signingIn = await beginToSignIn(server)
    const cut = signingIn.answer.catch((error: Error) => error)
    const stopped = server.stop()
    await until(() => isClosed(server))
    const telling = setInterval(() => process.kill(server.pid, 'SIGTERM'), 100)
    expect(await stopped.finally(() => clearInterval(telling))).toEqual({ code: 1 })
    expect(await cut).toBeInstanceOf(Error)
  })

  /** Whoever signs in is counted first, and waits there until the owner lets go of the table. */
  async function beginToSignIn({ url }: RunningServer) {
    await owner.query('begin; lock table rate_limit in access exclusive mode')
    const answer = call(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email: 'nobody@example.com', password: 'not a password' }),
    })
    await until(async () => {
      const { rowCount } = await owner.query('select from pg_locks where not granted')
      return Boolean(rowCount)
    })
    return { answer }
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
