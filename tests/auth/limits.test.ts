import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { asOwner } from '../support/database'

// Limits are off in unit tests only: here the app runs as in development.
vi.resetModules()
vi.stubEnv('NODE_ENV', 'development')
const { consume, forgetOldLimits } = await import('~/auth/limits.server')
const { callAuth } = await import('../support/knock')

test('fifty at once against a limit of three: exactly three pass, and the others learn when to come back', async () => {
  const rule = { window: 60, max: 3 }
  const answers = await Promise.all(Array.from({ length: 50 }, () => consume('parallel', rule)))
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(3)
  for (const { allowed, retryAfter } of answers) {
    if (allowed) continue
    expect(retryAfter).toBeGreaterThan(0)
    expect(retryAfter).toBeLessThanOrEqual(60)
  }
})

test('when the window is over the count begins anew', async () => {
  const rule = { window: 60, max: 1 }
  expect((await consume('window', rule)).allowed).toBe(true)
  expect((await consume('window', rule)).allowed).toBe(false)
  await asOwner(sql`update rate_limit set last_request = last_request - 60000 where key = 'window'`)
  expect((await consume('window', rule)).allowed).toBe(true)
})

test('wrong passwords are stopped with 429 and the standard Retry-After', async () => {
  const body = { email: 'nobody@acme.test', password: 'a wrong password' }
  const statuses: number[] = []
  let last = await callAuth('/sign-in/email', { body })
  for (let tries = 1; tries < 12; tries += 1) {
    statuses.push(last.status)
    last = await callAuth('/sign-in/email', { body })
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(10)
  expect(last.status).toBe(429)
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('an address of endless length is counted like any other', async () => {
  const { status } = await callAuth(`/${'x'.repeat(5_000)}`)
  expect(status).toBe(404)
})

test('limits nobody ran into for a day are forgotten', async () => {
  await asOwner(sql`update rate_limit set last_request = 0 where key = 'parallel'`)
  await forgetOldLimits()
  expect(await asOwner(sql`select 1 from rate_limit where key = 'parallel'`)).toEqual([])
  expect(await asOwner(sql`select 1 from rate_limit where key = 'window'`)).toHaveLength(1)
})
