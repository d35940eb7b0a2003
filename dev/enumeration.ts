import { join, resolve } from 'node:path'
import { build } from './build.ts'
import { dataFolder, freePort } from './environment.ts'
import { type GrowthWorld, openGrowthWorld } from './growth-world.ts'
import { people } from './people.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { withClient } from './postgres-wire.ts'
import { type Open, runOnce } from './stopping.ts'

/*
 * Whether the time of an answer tells if somebody has an account: known and unknown addresses are asked about in
 * turn, each pair in the other order than the one before. Where nothing can be told, the known one is the slower of
 * half the pairs; from one answer a stranger then knows as much as from a coin.
 */

const pairs = 200
const warmUp = 20

const acts = {
  'signing in': { path: 'sign-in/email', more: { password: 'a wrong password' } },
  'new password': { path: 'request-password-reset', more: {} },
  'link by letter': { path: 'sign-in/magic-link', more: { callbackURL: '/app' } },
}

const say = (line: string) => console.log(`  ${line}`)

process.env.DATA_DIR ||= '.data/growth'
await runOnce(measure)

async function measure(open: Open): Promise<void> {
  const folder = resolve(dataFolder())
  await build(say)
  const postgres = await open('database', () =>
    startPostgres({ dir: join(folder, 'postgres'), fast: true, log: say }),
  )
  const size = { name: 'doors', organizations: 1, members: 50 }
  const port = await freePort(4300)
  const world = await open('server', () =>
    openGrowthWorld(postgres, { ...size, port, files: join(folder, 'files') }),
  )
  say('')
  say(
    `Milliseconds until the answer, of ${pairs} pairs: half of them took less, and the middle half`,
  )
  say(
    `${''.padEnd(16)}${'known'.padStart(24)}${'unknown'.padStart(24)}${'known was slower'.padStart(20)}`,
  )
  for (const [name, { path, more }] of Object.entries(acts)) {
    const found = await inTurn(postgres, world, path, more)
    const slower = found.filter(({ known, unknown }) => known > unknown).length / found.length
    const known = spread(found.map((pair) => pair.known))
    const unknown = spread(found.map((pair) => pair.unknown))
    const share = `${Math.round(slower * 100)} %`
    say(`${name.padEnd(16)}${known.padStart(24)}${unknown.padStart(24)}${share.padStart(20)}`)
  }
  say('')
  say(`Of ${pairs} fair coins 43 to 57 % fall on one side, nineteen times in twenty.`)
  say('')
}

async function inTurn(postgres: Postgres, world: GrowthWorld, path: string, more: object) {
  const found: { known: number; unknown: number }[] = []
  for (let pair = -warmUp; pair < pairs; pair += 1) {
    await forgetLimits(postgres, world)
    // As long as the known one, and never asked about before.
    const stranger = `${String(pair + warmUp).padStart(3, '0')}@${people.ada.email.split('@')[1]}`
    const ask = (email: string) => timed(world, path, { email, ...more })
    const [first, second] = pair % 2 ? [people.ada.email, stranger] : [stranger, people.ada.email]
    const times = [await ask(first), await ask(second)]
    const [known = 0, unknown = 0] = pair % 2 ? times : times.toReversed()
    if (pair >= 0) found.push({ known, unknown })
  }
  return found
}

async function timed({ server }: GrowthWorld, path: string, body: object): Promise<number> {
  const begun = performance.now()
  const answer = await fetch(`${server.url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify(body),
  })
  await answer.text()
  if (answer.status === 429 || answer.status >= 500) throw new Error(`${path}: ${answer.status}`)
  return performance.now() - begun
}

/** Nobody may ask this often. */
function forgetLimits(postgres: Postgres, { database }: GrowthWorld): Promise<void> {
  return withClient(postgres.url('postgres', database), async (client) => {
    await client.query('delete from rate_limit')
  })
}

function spread(times: number[]): string {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(1)
  return `${at(0.5)} (${at(0.25)} to ${at(0.75)})`
}
