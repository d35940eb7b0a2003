import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LastingDatabase, lastingDatabase } from '../support/renewal'

let database: LastingDatabase
let client: pg.Client

beforeAll(async () => {
  database = await lastingDatabase()
  client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const tables = ['"user"', 'organization', 'audit', 'drizzle.__drizzle_migrations', 'jobs.queue']

async function standing() {
  const { rows } = await client.query(
    tables
      .map((table) => `select '${table}' as table, to_json(t) as row from ${table} t`)
      .join(' union all '),
  )
  return rows
}

test('a database that test files share is as new for each: its rows, what migrations wrote, and its counters', async () => {
  const before = await standing()
  expect(before.length).toBeGreaterThan(0)
  const write = async () => {
    await client.query(
      `insert into organization (id, name, slug, created_at) values ('o', 'Acme', 'acme', now())`,
    )
    const { rows } = await client.query(
      `insert into audit (organization_id, action) values ('o', 'project.created') returning id`,
    )
    await client.query('delete from drizzle.__drizzle_migrations')
    return rows
  }
  const first = await write()
  expect(await standing()).not.toEqual(before)
  expect(await database.renew()).toBe(true)
  expect(await standing()).toEqual(before)
  expect(await write()).toEqual(first)
})

test('it is given up where somebody is still at work, or more than rows was changed', async () => {
  await client.query('begin; select 1')
  expect(await database.renew()).toBe(false)
  await client.query('rollback')
  expect(await database.renew()).toBe(true)

  await client.query('revoke select on project from tenant')
  expect(await database.renew()).toBe(false)
})
