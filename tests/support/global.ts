import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type Postgres, startPostgres } from '../../dev/postgres.ts'
import { migrateTemplate } from './template.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    database: { superuser: string; app: string; owner: string; template: string; run: string }
    secret: string
  }
}

/** One server for all runs, one migrated template for each state of the migrations; test files clone it. */
export default async function setup(project: TestProject) {
  const postgres = await startPostgres({ dir: '.data/tests', fast: true })
  const template = `template_${fingerprint()}`
  const run = randomBytes(4).toString('hex')
  await sweep(
    postgres,
    "split_part(datname, '_', 2)::bigint < extract(epoch from now())::bigint - 3600",
  )
  await ensureTemplate(postgres, template)
  project.provide('database', {
    superuser: postgres.url('postgres', 'postgres'),
    app: postgres.url('app', 'database'),
    owner: postgres.url('owner', 'database'),
    template,
    run,
  })
  project.provide('secret', randomBytes(32).toString('hex'))
  // A connection that says this run goes on: another run that ends leaves the server to us.
  const present = new pg.Client({ connectionString: postgres.url('postgres', 'postgres') })
  await present.connect()
  return async () => {
    await sweep(postgres, `split_part(datname, '_', 3) = '${run}'`)
    await present.end()
    await postgres.stop()
  }
}

function fingerprint(): string {
  const hash = createHash('sha256')
  const files = [
    ...readdirSync('drizzle')
      .filter((name) => name.endsWith('.sql'))
      .map((name) => `drizzle/${name}`),
    'src/db/rights.ts',
    'src/server.ts',
    'src/commands/migrate.ts',
    'src/jobs/jobs.server.ts',
    'src/jobs/boss.server.ts',
  ]
  for (const file of files.sort()) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

/** Made under another name and renamed whole: two runs at once never see half a template. */
async function ensureTemplate(postgres: Postgres, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url('postgres', 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [
      template,
    ])
    if (rowCount) return
    const draft = `draft_${randomBytes(6).toString('hex')}`
    await postgres.createDatabase(draft)
    await migrateTemplate(postgres.url('app', draft), postgres.url('owner', draft))
    try {
      await client.query(`alter database ${draft} rename to ${template}`)
    } catch (error) {
      const madeMeanwhile = error instanceof pg.DatabaseError && error.code === '42P04'
      if (!madeMeanwhile) throw error
      await postgres.dropDatabase(draft)
    }
  } finally {
    await client.end()
  }
}

/** Drops clones that nobody is connected to: what this run has used, and what killed ones left. */
async function sweep(postgres: Postgres, which: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url('postgres', 'postgres') })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database d
     where datname like 'clone\\_%' and not exists (select 1 from pg_stat_activity a where a.datid = d.oid)
       and ${which}`,
  )
  await client.end()
  for (const { name } of rows) await postgres.dropDatabase(name)
}
