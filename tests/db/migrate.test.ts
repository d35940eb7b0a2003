import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { asSuperuser, freshDatabase } from '../support/database'
import { freePort } from '../support/server'
import { oldServer } from './old-server'
import { runMigrate } from './run-migrate'

test('without a database, one sentence says which and what to look at', async () => {
  const port = await freePort()
  const url = `postgres://app:hush@127.0.0.1:${port}/atrium`
  const { code, words } = await runMigrate({ DATABASE_URL: url, DATABASE_OWNER_URL: url })
  expect(words.trim()).toBe(
    `The database "atrium" at 127.0.0.1:${port} cannot be opened: connect ECONNREFUSED 127.0.0.1:${port}. Is it running, and is the address in DATABASE_URL right?`,
  )
  expect(code).toBe(1)
})

test('a login that the database refuses is told in one sentence, without the password', async () => {
  const url = inject('database').app.replace(/app:[^@]+@/, 'app:wrong@')
  const { code, words } = await runMigrate({ DATABASE_URL: url, DATABASE_OWNER_URL: url })
  expect(words.trim().split('\n')).toEqual([
    expect.stringContaining('cannot be opened: password authentication failed for user "app"'),
  ])
  expect(words).not.toContain('wrong')
  expect(code).toBe(1)
})

test('a PostgreSQL that is too old is refused in one sentence', async () => {
  const { url, port, close } = await oldServer(15)
  const { code, words } = await runMigrate({ DATABASE_URL: url, DATABASE_OWNER_URL: url })
  close()
  expect(words.trim()).toBe(
    `PostgreSQL 16 or newer is needed; the server at 127.0.0.1:${port} is version 15.`,
  )
  expect(code).toBe(1)
})

test('one address for everything works, after what its refusals ask for, and warns', {
  timeout: 120_000,
}, async () => {
  const database = await freshDatabase({ empty: true })
  const login = `alone_${randomBytes(4).toString('hex')}`
  const url = database.url.replace(/app:[^@]+@/, `${login}:hush@`)
  await asSuperuser(
    `create role ${login} login password 'hush'`,
    `alter database ${database.name} owner to ${login}`,
  )
  try {
    const asked: string[] = []
    let last = await runMigrate({ DATABASE_URL: url })
    for (let tries = 0; last.code !== 0 && tries < 4; tries += 1) {
      const [, sentence = ''] = /Run once as an administrator: (.+;)/.exec(last.words) ?? []
      asked.push(sentence)
      await asSuperuser(sentence)
      last = await runMigrate({ DATABASE_URL: url })
    }
    expect(last).toMatchObject({
      code: 0,
      words: expect.stringContaining('DATABASE_OWNER_URL is absent'),
    })
    expect(asked).toEqual([
      `grant owner to "${login}" with inherit true;`,
      `grant app to "${login}" with inherit true;`,
      `grant tenant to "${login}" with inherit false, set true;`,
      `grant auditor to "${login}" with inherit false, set true;`,
    ])
    expect(await asTenant(url, 'acme')).toEqual({ mine: 1, all: 1, role: 'tenant' })
  } finally {
    await database.drop()
    await asSuperuser(`drop role ${login}`)
  }
})

/** Makes a project for two organizations as this login, and looks at them from inside one. */
async function asTenant(url: string, organization: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`insert into organization (id, name, slug, created_at)
      values ('acme', 'Acme', 'acme', now()), ('globex', 'Globex', 'globex', now())`)
    for (const id of ['acme', 'globex']) {
      await client.query(`begin; ${become(id)};
        insert into project (id, organization_id, name) values ('${id}', '${id}', 'First'); commit`)
    }
    await client.query(`begin; ${become(organization)}`)
    const { rows } = await client.query(
      `select count(*)::int as all, count(*) filter (where organization_id = $1)::int as mine, min(current_user) as role
       from project`,
      [organization],
    )
    return rows[0]
  } finally {
    await client.end()
  }
}

const become = (organization: string) =>
  `select set_config('role', 'tenant', true), set_config('app.organization_id', '${organization}', true)`
