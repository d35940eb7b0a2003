import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { clearAway, freePort, launch, living, newFolder } from './launcher'
import { nameAt, renameAt, signInAt } from './visit'

const folder = newFolder()
afterAll(() => clearAway(folder))

test('a port in use is said in one sentence, and nothing is left running', async () => {
  const port = await freePort()
  const stranger = createServer().listen(port, '127.0.0.1')
  await once(stranger, 'listening')
  const dev = await launch({ folder, port })
  expect(await dev.ended()).toBe(1)
  stranger.close()
  expect(dev.said()).toContain(
    `Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm run dev`,
  )
  expect(dev.said()).not.toMatch(/^\s+at /m)
  expect(living(folder)).toEqual([])
})

test.each([
  [
    'a port that is none',
    { PORT: 'three' },
    'PORT must be a number between 1 and 65535, not three.',
  ],
  [
    'an owner without an application',
    { DATABASE_OWNER_URL: 'postgres://owner@127.0.0.1/atrium' },
    'DATABASE_OWNER_URL is set, and DATABASE_URL is not. Set both, or neither.',
  ],
  [
    'a database that nobody answers for',
    { DATABASE_URL: 'postgres://app@127.0.0.1:9/atrium' },
    'The database that DATABASE_URL names cannot be opened: connect ECONNREFUSED 127.0.0.1:9.',
  ],
])('%s is said in one sentence', async (_what, env, sentence) => {
  const dev = await launch({ folder, env })
  expect(await dev.ended()).toBe(1)
  expect(dev.said()).toContain(sentence)
  expect(dev.said()).not.toMatch(/^\s+at /m)
  expect(living(folder)).toEqual([])
})

test('a data folder that cannot be written to is said in one sentence', async () => {
  const file = join(folder, 'no-folder')
  writeFileSync(file, '')
  const dev = await launch({ folder, env: { DATA_DIR: join(file, 'data') } })
  expect(await dev.ended()).toBe(1)
  expect(dev.said()).toContain(`The data folder ${file}/data cannot be written to (ENOTDIR).`)
})

test('a stop leaves nothing running, and the next start shows what was made, to the same session', async () => {
  const first = await launch({ folder })
  await first.ready()
  const cookie = await signInAt(first.url, 'ada')
  await renameAt(first.url, cookie, 'Ada the second')
  first.child.kill('SIGTERM')
  expect(await first.ended()).toBe(0)
  expect(living(folder)).toEqual([])

  const second = await launch({ folder })
  await second.ready()
  expect(await nameAt(second.url, cookie)).toBe('Ada the second')
  second.child.kill('SIGTERM')
  expect(await second.ended()).toBe(0)
  expect(living(folder)).toEqual([])
})
