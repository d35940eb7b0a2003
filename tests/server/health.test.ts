import { expect, test } from 'vitest'
import { asSuperuser } from '../support/database.ts'
import { call } from './call.ts'
import { sharedServer, until } from './ground.ts'

const server = sharedServer()
const health = () => call(`${server().url}/api/health`)

test('health follows the database: well, unwell while it is gone, and well again when it is back', async () => {
  expect(await health()).toMatchObject({ status: 200, text: '{"ok":true,"database":"reachable"}' })

  const name = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1)
  await asSuperuser(
    `alter database ${name} with allow_connections false`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  )
  const unwell = await until(async () => {
    const answer = await health()
    return answer.status === 503 && answer
  })
  expect(unwell.text).toBe('{"ok":false,"database":"unreachable"}')

  await asSuperuser(`alter database ${name} with allow_connections true`)
  await until(async () => (await health()).status === 200)
  expect((await call(server().url)).status).toBe(200)
})
