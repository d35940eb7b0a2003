import { readFileSync, statSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from './build.ts'
import { countConsole, fillConsole } from './console-world.ts'
import { dataFolder, freePort } from './environment.ts'
import { type GrowthWorld, openGrowthWorld } from './growth-world.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { type Client, withClient } from './postgres-wire.ts'
import { planIn, type Spoken, spokenIn, tableIn } from './statement-log.ts'
import { type Open, runOnce } from './stopping.ts'

/*
 * What the operator's console costs with a hundred thousand people and ten thousand organizations: each page is
 * visited as it is served, and PostgreSQL itself writes down each statement with its time and its plan.
 */

const size = { people: 100_000, organizations: 10_000, lines: 300_000, events: 40_000 }

const pages: Record<string, string> = {
  'Overview, 30 days': '/operator',
  'Overview, 13 weeks': '/operator?period=quarter',
  'Overview, 12 months': '/operator?period=year',
  People: '/operator/users',
  'People called "person 4242"': '/operator/users?q=person+4242',
  'People called "person", ten times too many': '/operator/users?q=person',
  'People with an address': '/operator/users?q=person-77777%40many.test',
  'People not confirmed': '/operator/users?verified=false',
  'People banned': '/operator/users?banned=true',
  'People of the support': '/operator/users?role=support',
  'People by name': '/operator/users?sort=name',
  'People seen last': '/operator/users?sort=-seen',
  Organizations: '/operator/organizations',
  'Organizations called "zation 42"': '/operator/organizations?q=zation+42',
  'Organizations of an owner': '/operator/organizations?q=person-4242%40many.test',
  'Organizations on Team': '/operator/organizations?plan=team',
  'Organizations on trial': '/operator/organizations?status=trialing',
  'Organizations suspended': '/operator/organizations?only=suspended',
  'Organizations by name': '/operator/organizations?sort=name',
  'Organizations by members': '/operator/organizations?sort=-members',
}

/** The most that a statement may take, in milliseconds. */
const most = 100
const warmUp = 2
const visits = 5

/** Who asks and in which role, which costs the same on every page, and what pg-boss does meanwhile. */
const elsewhere =
  /^select set_config|"display_username"|from "session"|from queue|\bjobs\.|retried_jobs|pg_class/

const say = (line: string) => console.log(`  ${line}`)

process.env.DATA_DIR ||= '.data/growth'
await runOnce(measure)

async function measure(open: Open): Promise<void> {
  const folder = resolve(dataFolder())
  await build(say)
  const postgres = await open('database', () =>
    startPostgres({ dir: join(folder, 'postgres'), fast: true, log: say }),
  )
  const port = await freePort(4410)
  const opening = {
    name: 'console',
    organizations: 1,
    members: 1,
    port,
    files: join(folder, 'files'),
  }
  const world = await open('server', () => openGrowthWorld(postgres, opening))
  say('Filling it. This takes a minute.')
  const seeded = await withClient(postgres.url('postgres', world.database), async (client) => {
    await fillConsole(client, size)
    await makeOperator(client)
    await listen(client, world.database)
    return countConsole(client)
  })
  const [processor] = cpus()
  say('')
  say(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${processor?.model.trim()}`)
  say(`Rows: ${seeded}`)
  say(
    `Milliseconds of each statement, as PostgreSQL measures it, in the middle of ${visits} visits; aim ${most}`,
  )
  for (const [name, path] of Object.entries(pages)) await report(postgres, world, name, path)
  say('')
}

/** Ada runs the product: in production with a second step. */
async function makeOperator(client: Client): Promise<void> {
  await client.query(`update "user" set role = 'operator', two_factor_enabled = true
    where email not like '%@many.test'`)
}

/** From its next connection on, the database writes down what it is asked, how long it took, and by which plan. */
async function listen(client: Client, database: string): Promise<void> {
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_format': 'json',
  }
  for (const [name, value] of Object.entries(settings)) {
    await client.query(`alter database ${database} set ${name} = '${value}'`)
  }
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = $1 and pid <> pg_backend_pid()`,
    [database],
  )
}

async function report(postgres: Postgres, world: GrowthWorld, name: string, path: string) {
  const visit = async () => {
    const answer = await fetch(`${world.server.url}${path}`, { headers: { cookie: world.cookie } })
    const html = await answer.text()
    if (!answer.ok || answer.redirected) throw new Error(`${answer.url}: ${answer.status} ${html}`)
  }
  for (let time = 0; time < warmUp; time += 1) await visit()
  const log = join(postgres.dir, 'server.log')
  const from = statSync(log).size
  const begun = performance.now()
  for (let time = 0; time < visits; time += 1) await visit()
  const whole = (performance.now() - begun) / visits
  const spoken = spokenIn(readFileSync(log).subarray(from).toString('utf8'))
  say('')
  say(`${name}  (${path}, the whole page ${whole.toFixed(0)} ms)`)
  for (const [text, all] of Map.groupBy(spoken, (each) => each.text)) {
    if (!elsewhere.test(text)) line(all)
  }
}

function line(all: Spoken[]): void {
  const sorted = all.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
  const verdict = middle > most ? `  more than ${most}` : ''
  say(`${middle.toFixed(1).padStart(9)}  ${tableIn(all[0]).padEnd(14)} ${planIn(all[0])}${verdict}`)
}
