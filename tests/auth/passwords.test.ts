import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { inTurn } from '~/auth/sign-in/passwords.server'
import { callAuth } from '../support/knock'
import { arrive, password } from '../support/people'

/** Work that ends when it is told to. */
function held() {
  const ends: (() => void)[] = []
  const work = () => new Promise<void>((resolve) => ends.push(resolve))
  const endAll = () => {
    for (const end of ends.splice(0)) end()
  }
  return { ends, work, endAll }
}

test('no more hashes run at once than there are cores, and all that wait get their turn', async () => {
  const { ends, work, endAll } = held()
  const all = Array.from({ length: 20 }, () => inTurn(work))
  expect(ends).toHaveLength(availableParallelism())
  let done = 0
  for (const each of all) void each.then(() => (done += 1))
  while (done < 20) {
    expect(ends.length).toBeLessThanOrEqual(availableParallelism())
    endAll()
    await new Promise(setImmediate)
  }
})

test('when the waiting room is full a sign-in is answered 503 with Retry-After, and afterwards works again', async () => {
  const ada = await arrive('ada')
  const { work, endAll } = held()
  const waiting = Array.from({ length: availableParallelism() + 64 }, () => inTurn(work))
  const body = { email: ada.email, password }
  const full = await callAuth('/sign-in/email', { body })
  expect(full.status).toBe(503)
  expect(full.data).toMatchObject({ code: 'PASSWORDS_BUSY' })
  expect(full.headers.get('retry-after')).toBe('5')

  let done = 0
  for (const each of waiting) void each.then(() => (done += 1))
  while (done < waiting.length) {
    endAll()
    await new Promise(setImmediate)
  }
  expect((await callAuth('/sign-in/email', { body })).status).toBe(200)
})

test('a hash that fails gives its place to the next', async () => {
  const failing = Array.from({ length: 10 }, () =>
    inTurn(() => Promise.reject(new Error('broken'))),
  )
  await Promise.allSettled(failing)
  await expect(inTurn(async () => 'done')).resolves.toBe('done')
})
