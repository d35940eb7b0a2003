import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { is } from 'drizzle-orm'
import { getTableConfig, index, PgTable, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import * as schema from '~/db/schema'
import { ask, holds } from './catalog'

const tables = Object.values<unknown>(schema).filter((each) => is(each, PgTable))

/** Everything that must be there, one line each. What the migrated database holds besides makes it stricter only. */
async function promises(tables: PgTable[]): Promise<string[]> {
  const spellings = await spelled(tables)
  return tables.flatMap((table) => {
    const { name, columns, ...rest } = getTableConfig(table)
    return [
      ...columns.flatMap((column) => {
        const type = spellings.get(column.getSQLType()) ?? column.getSQLType()
        return [
          `${name}.${column.name} ${type} ${column.notNull ? 'not null' : 'null'}`,
          ...(column.default === undefined ? [] : [`${name}.${column.name} has a default`]),
          ...(column.primary ? [`${name} primary key (${column.name})`] : []),
          ...(column.isUnique ? [`${name} unique (${column.name})`] : []),
        ]
      }),
      ...rest.primaryKeys.map((key) => `${name} primary key (${names(key.columns)})`),
      ...rest.uniqueConstraints.map((key) => `${name} unique (${names(key.columns)})`),
      ...rest.foreignKeys.map((key) => {
        const { columns, foreignTable, foreignColumns } = key.reference()
        const target = `${getTableConfig(foreignTable).name} (${names(foreignColumns)})`
        return `${name} (${names(columns)}) -> ${target} on delete ${key.onDelete ?? 'no action'}`
      }),
      ...rest.indexes.map(
        ({ config }) =>
          `${name} ${config.unique ? 'unique index' : 'index'} ${config.name} (${names(config.columns)})`,
      ),
    ]
  })
}

function names(columns: readonly object[]): string {
  return columns.map((column) => ('name' in column ? column.name : 'expression')).join(', ')
}

/** Types as PostgreSQL spells them: `timestamp` is `timestamp without time zone`. */
async function spelled(tables: PgTable[]): Promise<Map<string, string>> {
  const types = tables.flatMap((table) =>
    getTableConfig(table).columns.map((each) => each.getSQLType()),
  )
  const rows = await ask<{ type: string; spelling: string }>(
    'select type, to_regtype(type)::text as spelling from unnest($1::text[]) type group by type',
    [types],
  )
  return new Map(rows.map(({ type, spelling }) => [type, spelling]))
}

async function broken(tables: PgTable[]): Promise<string[]> {
  const held = await holds()
  return (await promises(tables))
    .filter((promise) => !held.has(promise))
    .map(
      (promise) =>
        `the database lacks "${promise}": run npm run db:generate, and look at the migrations in drizzle/`,
    )
}

test('the migrations make what the schema promises', async () => {
  expect(await broken(tables)).toEqual([])
})

test('the database has no table and no column that the schema does not know', async () => {
  const known = tables
    .map((table) => getTableConfig(table))
    .flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`))
  const rows = await ask<{ column: string }>(
    `select table_name || '.' || column_name as column from information_schema.columns where table_schema = 'public'`,
  )
  expect(rows.map(({ column }) => column).sort()).toEqual(known.sort())
})

test('the law sees a table, a column, a kind, a default, a key, a unique and an index that were not migrated', async () => {
  const project = pgTable(
    'project',
    {
      id: text().primaryKey(),
      name: text(),
      colour: text().notNull().default('green'),
      createdBy: text('created_by').references(() => schema.user.id, { onDelete: 'cascade' }),
    },
    (table) => [unique().on(table.name), index('project_colour').on(table.colour)],
  )
  const lacking = (await broken([project])).map((line) => line.split('"')[1])
  expect(lacking).toEqual([
    'project.name text null',
    'project.colour text not null',
    'project.colour has a default',
    'project unique (name)',
    'project (created_by) -> user (id) on delete cascade',
    'project index project_colour (colour)',
  ])
})

test('generating migrations again would write nothing', () => {
  expect(generated(), 'run npm run db:generate').toEqual([])
})

test('the law sees a schema that has no migration yet', () => {
  const withoutProjects = generated((snapshot) => {
    const { 'public.project': _, ...tables } = snapshot.tables
    return { ...snapshot, tables }
  })
  expect(withoutProjects).toEqual([expect.stringMatching(/^0\d+_\w+\.sql$/)])
})

type Snapshot = { tables: Record<string, unknown> }

/** The SQL files that drizzle-kit would add to the migrations, or to what `change` makes of the last snapshot. */
function generated(change?: (snapshot: Snapshot) => Snapshot): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'drizzle-'))
  try {
    cpSync('drizzle', folder, { recursive: true })
    const before = readdirSync(folder)
    if (change) {
      const last = join(
        folder,
        'meta',
        readdirSync(join(folder, 'meta')).filter(isSnapshot).sort().at(-1) ?? '',
      )
      writeFileSync(last, JSON.stringify(change(JSON.parse(readFileSync(last, 'utf8')))))
    }
    // drizzle-kit puts ./ before the folder, whatever it is.
    const out = relative(process.cwd(), folder)
    const options = ['--dialect', 'postgresql', '--schema', 'src/db/schema/index.ts', '--out', out]
    const ran = spawnSync(process.execPath, [command, 'generate', ...options], {
      encoding: 'utf8',
      input: '',
      timeout: 25_000,
    })
    expect(ran.stdout + ran.stderr).toMatch(/nothing to migrate|Your SQL migration/)
    return readdirSync(folder).filter((name) => !before.includes(name))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const command = 'node_modules/drizzle-kit/bin.cjs'
const isSnapshot = (name: string) => name.endsWith('_snapshot.json')
