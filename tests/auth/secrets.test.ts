import { beforeAll, expect, test, vi } from 'vitest'

const first = 'the first secret of this server: thirty-two or more'
const second = 'the second secret of this server: thirty-two or more'

/** The product as it starts with these secrets, on the same database. */
async function startWith(secrets: { one?: string; list?: string }) {
  vi.resetModules()
  vi.stubEnv('BETTER_AUTH_SECRET', secrets.one)
  vi.stubEnv('BETTER_AUTH_SECRETS', secrets.list)
  const { callAuth } = await import('../support/knock')
  const people = await import('../support/people')
  const steps = await import('../support/second-step')
  return { callAuth, ...people, ...steps }
}

type Server = Awaited<ReturnType<typeof startWith>>

const pass = async (server: Server, code: string) => {
  const half = await server.passFirstStep('ada@acme.test')
  return server.callAuth('/two-factor/verify-backup-code', { body: { code }, headers: half })
}

let codes: string[]
let session: Headers
let one: Server
beforeAll(async () => {
  one = await startWith({ list: `1:${first}` })
  const step = await one.setUpAuthenticator(await one.arrive('ada'))
  codes = step.backupCodes
  session = step.headers
})

test('a new secret comes first: what the old one encrypted stays readable, and every session ends', async () => {
  expect((await one.callAuth('/get-session', { headers: session })).data).not.toBeNull()
  const two = await startWith({ list: `2:${second},1:${first}` })
  expect((await two.callAuth('/get-session', { headers: session })).data).toBeNull()
  expect((await pass(two, codes[0] ?? '')).status).toBe(200)
})

test('without the secret that encrypted it nothing is readable', async () => {
  const stranger = await startWith({ list: `3:${'x'.repeat(40)}` })
  expect((await pass(stranger, codes[1] ?? '')).status).not.toBe(200)
})
