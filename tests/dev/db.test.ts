import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { startPostgres } from '../../dev/postgres.ts'
import { clearAway, environmentFor, living, newFolder } from './launcher'

const folder = newFolder()
afterAll(() => clearAway(folder))

test('the demo world is made where nobody is, and only there', async () => {
  expect(await run('seed')).toContain('The demo world is made.')
  expect(await names()).toBe('Ada Bob Cleo Eve Olive')
  await withOwner((owner) =>
    owner.query(`delete from organization; delete from "user" where name <> 'Ada'`),
  )
  expect(await run('seed')).toContain('There are people already; nothing was changed.')
  expect(await names()).toBe('Ada')
  expect(living(folder)).toEqual([])
})

test('a reset makes it anew, whatever was changed', async () => {
  expect(await run('reset')).toContain('The demo world is as it was at first.')
  expect(await names()).toBe('Ada Bob Cleo Eve Olive')
  expect(living(folder)).toEqual([])
})

test('both are npm scripts', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(scripts).toMatchObject({
    'db:seed': 'node --import tsx dev/db.ts seed',
    'db:reset': 'node --import tsx dev/db.ts reset',
  })
})

async function run(what: 'seed' | 'reset'): Promise<string> {
  const command = ['--import', 'tsx', 'dev/db.ts', what]
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    env: environmentFor(folder),
  })
  return stdout
}

const names = () =>
  withOwner(async (owner) => {
    const { rows } = await owner.query<{ names: string }>(
      `select string_agg(name, ' ' order by name) as names from "user"`,
    )
    return rows[0]?.names
  })

async function withOwner<T>(work: (owner: Client) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({ dir: join(folder, 'postgres') })
  const owner = new Client({ connectionString: postgres.url('owner', 'atrium') })
  try {
    await owner.connect()
    return await work(owner)
  } finally {
    await owner.end()
    await postgres.stop()
  }
}
