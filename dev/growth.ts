import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from './build.ts'
import { cpuOf } from './cpu.ts'
import { dataFolder, freePort } from './environment.ts'
import { type GrowthWorld, openGrowthWorld, type Size, slug } from './growth-world.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { withClient } from './postgres-wire.ts'
import { type Open, runOnce } from './stopping.ts'

/*
 * `npm run bench`: what a page costs in a small world and in a large one. The same owner looks at the same
 * organization; around it are none or 999 others, in it nobody else, more than one page of the list shows, or
 * 1,000. Large against small is what size costs; large against alone is also what the rows of a full page cost.
 */

const alone: Size = { name: 'alone', organizations: 1, members: 1 }
const small: Size = { name: 'small', organizations: 1, members: 60 }
const large: Size = { name: 'large', organizations: 1_000, members: 1_000 }

const pages = { overview: '', members: '/members', projects: '/projects' }
type PageName = keyof typeof pages
const names: readonly PageName[] = ['overview', 'members', 'projects']

/** The most that the large world may cost, as a multiple of either other. */
const most = 1.15
/** A page of members shows so many more than the one who is alone. */
const moreRows = 19
const warmUp = 60
const rounds = 40
const perRound = 5

const say = (line: string) => console.log(`  ${line}`)
const count = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`

process.env.DATA_DIR ||= '.data/growth'
await runOnce(measure)

async function measure(open: Open): Promise<void> {
  if (!existsSync('/proc/self/task')) {
    throw new Error('Processor time is read from /proc, which is found on Linux only.')
  }
  const folder = resolve(dataFolder())
  await build(say)
  const postgres = await open('database', () =>
    startPostgres({ dir: join(folder, 'postgres'), fast: true, log: say }),
  )
  const worlds: GrowthWorld[] = []
  for (const size of [alone, small, large]) {
    say(`Making ${inWords(size)}.`)
    const port = await freePort(4200 + worlds.length)
    const files = join(folder, 'files')
    worlds.push(await open(size.name, () => openGrowthWorld(postgres, { ...size, port, files })))
  }
  say(`Visiting each page ${warmUp} times to warm up, then ${rounds} times ${perRound}, in turn.`)
  report(worlds, await visitAll(postgres, worlds))
}

type Cost = { server: number; database: number }
type Costs = Map<string, Cost[]>
function keyOf(world: Size, page: PageName): string {
  return `${world.name} ${page}`
}

async function visitAll(postgres: Postgres, worlds: GrowthWorld[]): Promise<Costs> {
  const costs: Costs = new Map()
  for (let round = 0; round <= rounds; round += 1) {
    for (const page of names) {
      // Nobody is always first: a busy machine hits everybody alike.
      for (const world of round % 2 ? worlds : worlds.toReversed()) {
        const cost = await visits(postgres, world, pages[page], round === 0 ? warmUp : perRound)
        if (round === 0) continue
        costs.set(keyOf(world, page), [...(costs.get(keyOf(world, page)) ?? []), cost])
      }
    }
  }
  return costs
}

/** What one of so many visits cost on average, in milliseconds. */
async function visits(
  postgres: Postgres,
  world: GrowthWorld,
  path: string,
  times: number,
): Promise<Cost> {
  const { server, cookie } = world
  const before = await spent(postgres, world)
  for (let time = 0; time < times; time += 1) {
    const answer = await fetch(`${server.url}/app/${slug}${path}`, { headers: { cookie } })
    const html = await answer.text()
    if (!answer.ok || answer.redirected) throw new Error(`${answer.url}: ${answer.status} ${html}`)
  }
  const after = await spent(postgres, world)
  return {
    server: (after.server - before.server) / times,
    database: (after.database - before.database) / times,
  }
}

async function spent(postgres: Postgres, { server, database }: GrowthWorld): Promise<Cost> {
  const backends = await withClient(postgres.url('postgres', 'postgres'), async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
      [database],
    )
    return rows.map(({ pid }) => pid)
  })
  return { server: cpuOf([server.pid]), database: cpuOf(backends) }
}

function report(worlds: GrowthWorld[], costs: Costs): void {
  const [processor] = cpus()
  say('')
  say(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${processor?.model.trim()}`)
  say(
    `Milliseconds of processor time for one page, in the quieter of ${rounds} rounds: server + database`,
  )
  say('')
  say(
    `${''.padEnd(10)}${worlds.map(({ name }) => name.padStart(16)).join('')}   large : small   large : alone`,
  )
  for (const page of names) {
    const of = (world: Size) => costs.get(keyOf(world, page)) ?? []
    const cells = worlds.map((world) => {
      const found = of(world)
      const [server, database] = [
        quiet(found.map((cost) => cost.server)),
        quiet(found.map((cost) => cost.database)),
      ]
      return `${server.toFixed(2)} + ${database.toFixed(2)}`.padStart(16)
    })
    const ratio = ratioOf(of(large), of(small))
    const fromAlone = ratioOf(of(large), of(alone))
    const verdict = Math.max(ratio, fromAlone) <= most ? '' : `  more than ${most}`
    const ratios = `${ratio.toFixed(2).padStart(16)}${fromAlone.toFixed(2).padStart(16)}`
    say(`${page.padEnd(10)}${cells.join('')}${ratios}${verdict}`)
  }
  say('')
  const perRow =
    (totalOf(costs.get('small members')) - totalOf(costs.get('alone members'))) / moreRows
  say(
    `A member's row costs ${perRow.toFixed(2)} ms: read, rendered, sent as data too, and compressed;`,
  )
  say(`alone shows one of them, the others ${moreRows} more.`)
  for (const world of worlds) say(`${world.name}: ${inWords(world)}`)
  say('')
}

function ratioOf(some: readonly Cost[], others: readonly Cost[]): number {
  return totalOf(some) / totalOf(others)
}

function totalOf(costs: readonly Cost[] = []): number {
  return quiet(costs.map((cost) => cost.server + cost.database))
}

/** The value under which the cheapest quarter lies: whatever else the machine does only ever adds. */
function quiet(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 4)] ?? 0
}

function inWords({ organizations, members }: Size): string {
  return `${count(organizations, 'organization')} of ${count(members, 'member')} each`
}
