import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { startMigrate } from '../db/run-migrate'
import { type FreshDatabase, freshDatabase } from '../support/database'
import { sizes } from './sizes'
import { startingLine } from './starting-line'

const seed = Number(process.env.ATRIUM_SEED ?? randomInt(2 ** 31))
const random = randomFrom(seed)
const success = { code: 0, words: '' }

let whole: string[]

beforeAll(async () => {
  console.log(`Seed ${seed}; the same again with ATRIUM_SEED=${seed}.`)
  const once = await freshDatabase()
  whole = await stateOf(once)
  await once.drop()
})

test.each(Array.from({ length: sizes.migrateRounds }, (_, at) => at + 1))(
  `round %i: ${sizes.migrators} processes migrate one empty database, and all succeed`,
  async (round) => {
    // The first round is a dead heat; in the others they meet each other halfway.
    const delay = () => (round === 1 ? 0 : random() * 300)
    await onEmptyDatabase(delay, async (environments) => {
      const ended = await Promise.all(environments.map((env) => startMigrate(env).ended))
      expect(ended).toEqual(ended.map(() => success))
      return `round ${round}: ${ended.length} processes`
    })
  },
)

test('processes killed in the middle of migrating leave nothing half done for the others', async () => {
  await onEmptyDatabase(
    () => 0,
    async (environments, client) => {
      const all = environments.map((env) => ({ name: env.PGAPPNAME, ...startMigrate(env) }))
      let over = false
      const everyone = Promise.all(all.map((each) => each.ended)).finally(() => {
        over = true
      })
      const killed = new Set<string>()
      while (killed.size < sizes.migrators / 3 && !over) {
        const name = await atWork(client)
        if (name && !killed.has(name)) {
          await wait(random() * 100)
          all.find((each) => each.name === name)?.kill()
          killed.add(name)
        }
        await wait(2)
      }
      const ended = (await everyone).filter((_, at) => !killed.has(all[at]?.name ?? ''))
      expect(killed.size).toBeGreaterThan(0)
      expect(ended).toEqual(ended.map(() => success))
      return `kills: ${sizes.migrators} processes, ${killed.size} of them killed at work`
    },
  )
})

type Environment = { DATABASE_URL: string; DATABASE_OWNER_URL: string; PGAPPNAME: string }

/** Runs `work` on an empty database, looks at what it made of it, and says what was run. */
async function onEmptyDatabase(
  delay: () => number,
  work: (environments: Environment[], client: pg.Client) => Promise<string>,
): Promise<void> {
  const began = performance.now()
  const database = await freshDatabase({ empty: true })
  const line = await startingLine(database.ownerUrl, sizes.migrators, delay)
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    const environments = Array.from({ length: sizes.migrators }, (_, at) => ({
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: line.url,
      PGAPPNAME: `migrator ${at}`,
    }))
    const what = await work(environments, client)
    expect(await stateOf(database)).toEqual(whole)
    console.log(`${what}, ${((performance.now() - began) / 1_000).toFixed(1)} s`)
  } finally {
    await client.end()
    line.close()
    await database.drop()
  }
}

/** The process that holds the lock which all of them wait for; empty when nobody does. */
async function atWork(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and application_name like 'migrator %'
       and database = (select oid from pg_database where datname = current_database())`,
  )
  return rows[0]?.name ?? ''
}

/** Everything the migrations make, line by line: what stands in the database, who may what, and what was applied. */
async function stateOf({ ownerUrl }: FreshDatabase): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const { rows } = await client.query<{ line: string }>(`
    with ours as (select c.*, n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'drizzle', 'jobs'))
    select concat_ws(' ', nspname, relname, relkind, relrowsecurity, relforcerowsecurity, relacl) as line from ours
    union all select concat_ws(' ', attrelid::regclass, attname, atttypid::regtype, attnotnull, attacl)
      from pg_attribute join ours on ours.oid = attrelid where attnum > 0
    union all select conrelid::regclass || ' ' || pg_get_constraintdef(c.oid) from pg_constraint c
      join ours on ours.oid = conrelid
    union all select indrelid::regclass || ' ' || pg_get_indexdef(indexrelid) from pg_index join ours on ours.oid = indrelid
    union all select to_jsonb(p)::text from pg_policies p
    union all select 'migration ' || hash from drizzle.__drizzle_migrations
    union all select 'queue ' || name from jobs.queue
    order by 1`)
  await client.end()
  return rows.map(({ line }) => line)
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
