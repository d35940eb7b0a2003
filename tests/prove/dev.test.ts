import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  clearAway,
  databaseOf,
  kill,
  type Launched,
  launch,
  launcherOf,
  living,
  newFolder,
  until,
} from '../dev/launcher'
import { cookiesOf, nameAt, pageAt, renameAt } from '../dev/visit'
import { sizes } from './sizes'

const seed = Number(process.env.ATRIUM_SEED ?? randomInt(2 ** 31))
const random = randomFrom(seed)
const began = Date.now()
const ran: string[] = []

let folder = newFolder()
/** What Ada is called by now. */
let name = 'Ada'

beforeAll(() => console.log(`Seed ${seed}; the same again with ATRIUM_SEED=${seed}.`))
afterAll(() => {
  clearAway(folder)
  const seconds = Math.round((Date.now() - began) / 1000)
  console.log(`${ran.length} stops of npm run dev in ${seconds} s:\n${ran.join('\n')}`)
})

// One stop that goes wrong must not be held against the next.
afterEach(({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const { pid } of living(folder)) kill(pid, 'SIGKILL')
})

type Way = { terminal: boolean; stop: (dev: Launched) => unknown }

const ways: Record<string, Way> = {
  'Ctrl-C': { terminal: true, stop: ({ child }) => child.stdin?.write('\x03') },
  'a closed terminal': { terminal: true, stop: ({ child }) => child.kill('SIGKILL') },
  'SIGTERM to npm': { terminal: false, stop: ({ child }) => child.kill('SIGTERM') },
  'SIGTERM to the launcher': { terminal: false, stop: () => strike('SIGTERM') },
  'kill -9 of npm': { terminal: false, stop: ({ child }) => child.kill('SIGKILL') },
  'kill -9 of the launcher': { terminal: false, stop: () => strike('SIGKILL') },
}

const moments = [
  'when it stands',
  'amid requests',
  'while it starts',
  'at the very first start',
] as const

const rounds = Array.from({ length: sizes.devStops }, (_, at) => ({
  way: shuffled(Object.keys(ways), Math.floor(at / 6))[at % 6] ?? 'Ctrl-C',
  moment: moments[Math.floor(random() * moments.length)] ?? moments[0],
}))

test.each(rounds)(
  '$way $moment leaves nothing running and loses nothing',
  async ({ way, moment }) => {
    const { terminal, stop } = ways[way] ?? { terminal: true, stop: () => undefined }
    if (moment === 'at the very first start') {
      clearAway(folder)
      folder = newFolder()
      name = 'Ada'
    }
    const inherited = databaseOf(folder)
    const dev = await launch({ folder, terminal })
    const stands = moment === 'when it stands' || moment === 'amid requests'
    const requests = new AbortController()
    if (stands) {
      await dev.ready()
      await lookAndRename(dev)
      if (moment === 'amid requests') crowd(dev, requests.signal)
      await wait(random() * 300)
    } else {
      await Promise.race([wait(100 + random() * 6_000), dev.ready().catch(() => undefined)])
    }

    const before = dev.said().length
    const asked = Date.now()
    await stop(dev)
    const killed = way === 'kill -9 of the launcher'
    // Ended before it could listen or adopt anything: the database of an earlier kill -9 is not its own.
    const untouched = () => inherited !== undefined && !/Stopping|PostgreSQL/.test(dev.said())
    const left = () =>
      living(folder).filter(({ command }) => !((killed || untouched()) && isDatabase(command)))
    await until(
      () => left().length === 0,
      60_000,
      () => JSON.stringify([left(), dev.said()]),
    )
    requests.abort()
    ran.push(`  ${way} ${moment}: ${Date.now() - asked} ms`)

    const last = dev.said().slice(before)
    expect(last).not.toMatch(/^\s+at .+:\d+:\d+/m)
    expect(last).not.toMatch(/error/i)
    const heard = stands && !killed && way !== 'a closed terminal'
    if (heard) expect(last.match(/Stopping\./g)).toHaveLength(1)
  },
)

test('the start after all of them shows what was made last', async () => {
  const dev = await launch({ folder })
  await dev.ready()
  await lookAndRename(dev)
  dev.child.kill('SIGTERM')
  expect(await dev.ended()).toBe(0)
  expect(living(folder)).toEqual([])
})

test('two on one database, on two ports: whichever stops first, the other goes on', async () => {
  for (const first of [0, 1]) {
    const two = [await launch({ folder }), await launch({ folder })]
    await Promise.all(two.map((dev) => dev.ready()))
    const [leaving, staying] = first === 0 ? two : two.toReversed()
    if (!leaving || !staying) throw new Error('There are two.')
    const resets = await Promise.all([...two, ...two].map(({ url }) => press(url, '/reset')))
    expect(resets.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    name = 'Ada'
    leaving.child.kill('SIGTERM')
    expect(await leaving.ended()).toBe(0)
    await lookAndRename(staying)
    staying.child.kill('SIGTERM')
    expect(await staying.ended()).toBe(0)
    expect(living(folder)).toEqual([])
    ran.push('  SIGTERM to each of two')
  }
})

test.each([
  ['ends by itself', 1, 25_000],
  ['ends at once at a second Ctrl-C', 2, 3_000],
])('a stop while the database does not answer %s', async (_how, presses, patience) => {
  const dev = await launch({ folder, terminal: true })
  await dev.ready()
  const database = databaseOf(folder)
  kill(database, 'SIGSTOP')
  try {
    const hanging = fetch(`${dev.url}/api/health`).catch(() => undefined)
    await wait(300)
    for (let press = 1; press <= presses; press += 1) {
      expect(launcherOf(folder)).toBeDefined()
      dev.child.stdin?.write('\x03')
      await until(() => dev.said().includes('Stopping.'), 10_000, dev.said)
      if (press < presses) await wait(1_000)
    }
    await until(() => !launcherOf(folder), patience, dev.said)
    await hanging
  } finally {
    kill(database, 'SIGCONT')
  }
  ran.push(`  Ctrl-C, ${presses} of them, while the database does not answer`)
})

test('a database that does not answer is named in one sentence, and goes on when it can', async () => {
  const standing = await launch({ folder })
  await standing.ready()
  kill(launcherOf(folder), 'SIGKILL')
  await standing.ended()
  const database = databaseOf(folder)
  kill(database, 'SIGSTOP')
  try {
    const dev = await launch({ folder })
    expect(await dev.ended()).toBe(1)
    expect(dev.said()).toContain(`is held by process ${database}, which does not answer`)
    expect(dev.said()).not.toMatch(/^\s+at /m)
  } finally {
    kill(database, 'SIGCONT')
  }
  const dev = await launch({ folder })
  await dev.ready()
  await lookAndRename(dev)
  dev.child.kill('SIGTERM')
  expect(await dev.ended()).toBe(0)
  expect(living(folder)).toEqual([])
})

async function strike(signal: NodeJS.Signals): Promise<void> {
  await until(
    () => launcherOf(folder) !== undefined,
    10_000,
    () => 'There is no launcher.',
  )
  kill(launcherOf(folder), signal)
}

/** The demo world is whole, its last project included, and what was changed last is still so. */
async function lookAndRename({ url }: Launched): Promise<void> {
  const ada = await signInFromBench(url, 'ada')
  expect(await nameAt(url, ada)).toBe(name)
  const globex = await pageAt(url, '/app/globex/projects', await signInFromBench(url, 'eve'))
  expect(globex).toContain('Weather machine')
  name = `Ada ${Math.floor(random() * 1_000)}`
  await renameAt(url, ada, name)
}

/** So many sign-ins in a minute are an attack at the front door; the bench forgets the count. */
async function signInFromBench(url: string, who: string): Promise<string> {
  const answer = await press(url, `/sign-in/${who}`)
  expect(answer.status).toBe(303)
  return cookiesOf(answer)
}

/** People who ask for pages, until told to stop. */
function crowd({ url }: Launched, signal: AbortSignal): void {
  const paths = ['/', '/sign-in', '/dev', '/api/health', '/pricing', '/src/styles.css']
  for (const path of paths) {
    void (async () => {
      while (!signal.aborted) {
        const answer = await fetch(url + path, { signal }).catch(() => wait(20))
        await answer?.text().catch(() => undefined)
      }
    })()
  }
}

function press(url: string, path: string): Promise<Response> {
  const headers = { 'sec-fetch-site': 'same-origin' }
  return fetch(`${url}/dev${path}`, { method: 'POST', redirect: 'manual', headers })
}

const isDatabase = (command: string) => /\b(postgres|initdb)\b/.test(command)

function shuffled<T>(things: T[], round: number): T[] {
  const order = randomFrom(seed + round)
  return things
    .map((thing) => ({ thing, at: order() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ thing }) => thing)
}

/** Mulberry32: the same numbers for the same seed, between 0 and 1. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
