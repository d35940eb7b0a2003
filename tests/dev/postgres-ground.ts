import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Client, type QueryResultRow } from 'pg'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { type Postgres, startPostgres } from '../../dev/postgres.ts'

export const project = resolve(import.meta.dirname, '../..')
const running: Postgres[] = []
const children: ChildProcess[] = []
let ground = ''

/** Gives a test file a temp folder of its own; what was started in it ends with each test. */
export function onOwnGround() {
  vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
  beforeAll(async () => {
    ground = realpathSync(mkdtempSync(join(tmpdir(), 'postgres-test-')))
    chmodSync(ground, 0o755)
    const pg = await start(bornDir())
    await query(pg.url('postgres', 'postgres'), 'create table kept as select 42 as answer')
    await pg.stop()
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    for (const pg of running.splice(0)) await pg.stop({ force: true })
  })
  afterAll(() => rmSync(ground, { recursive: true, force: true }))
}

type Start = { fast?: boolean; lines?: string[] }

export async function start(dir: string, { fast = true, lines = [] }: Start = {}) {
  const pg = await startPostgres({ dir, fast, log: (line) => lines.push(line) })
  running.push(pg)
  return pg
}

/** A new folder of the given mode. */
export function newFolder(mode: number) {
  const folder = mkdtempSync(join(ground, 'case-'))
  chmodSync(folder, mode)
  return folder
}

/** The name of a folder that does not exist yet. */
export function newDir() {
  return join(newFolder(0o755), 'postgres')
}

/** The folder that was born before the tests; each finds it stopped. Break only a copy. */
export const bornDir = () => join(ground, 'born')

export function bornCopy() {
  const dir = newDir()
  spawnSync('cp', ['-a', bornDir(), dir])
  return dir
}

/** Another process that starts PostgreSQL, prints the port, and stays until it is killed. */
export function launcher(dir: string, then = '', { checkout = project, cache = tmpdir() } = {}) {
  const script = `
    const { startPostgres } = await import('${checkout}/dev/postgres.ts')
    const pg = await startPostgres({ dir: '${dir}', fast: true })
    console.log(pg.port)
    process.stdin.resume()
    ${then}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: cache },
  })
  return killedLater(child)
}

export function killedLater(child: ChildProcess) {
  children.push(child)
  return child
}

export async function firstLine({ stdout }: ChildProcess) {
  const [line] = stdout ? await once(stdout, 'data') : []
  return String(line).trim()
}

/** A connection, and the moment it is cut. */
export async function connect(url: string) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  const cut = new Promise<void>((resolve) => {
    client.once('end', () => resolve())
  })
  await client.connect()
  return { client, cut }
}

export async function query(url: string, sql: string): Promise<QueryResultRow[]> {
  const { client } = await connect(url)
  try {
    return (await client.query(sql)).rows ?? []
  } finally {
    await client.end()
  }
}

export async function answers(pg: Postgres) {
  return query(pg.url('postgres', 'postgres'), 'select 1').then(
    () => true,
    () => false,
  )
}
