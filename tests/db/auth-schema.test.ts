import { getAuthTables } from 'better-auth/db'
import { getTableColumns, is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { auth } from '~/auth/auth.server'
import * as schema from '~/db/schema/auth'

/** Tables, their columns, and each column in a few words: `text not null unique -> user.id cascade`. */
type Shape = Record<string, Record<string, string>>

function wanted(): Shape {
  return Object.fromEntries(
    Object.values(getAuthTables(auth.options)).map(({ modelName, fields }) => {
      const columns = Object.entries(fields).map(([key, field]): [string, string] => {
        const { type, required, unique, index, references, defaultValue, bigint } = field
        const sqlType = bigint ? 'bigint' : sqlTypes[String(type)]
        const words = [
          sqlType ?? String(type),
          required !== false && 'not null',
          typeof defaultValue !== 'function' &&
            defaultValue !== undefined &&
            `default ${defaultValue}`,
          unique ? 'unique' : index && 'index',
          references &&
            `-> ${references.model}.${references.field} ${references.onDelete ?? 'cascade'}`,
        ]
        return [field.fieldName ?? key, words.filter(Boolean).join(' ')]
      })
      return [modelName, { id: 'text not null primary key', ...Object.fromEntries(columns) }]
    }),
  )
}

const sqlTypes: Record<string, string> = {
  string: 'text',
  boolean: 'boolean',
  date: 'timestamp',
  number: 'integer',
}

function written(tables: Record<string, unknown>): Shape {
  return Object.fromEntries(
    Object.entries(tables).flatMap(([name, table]) =>
      is(table, PgTable) ? [[name, columnsOf(table)]] : [],
    ),
  )
}

function columnsOf(table: PgTable): Record<string, string> {
  const { indexes, foreignKeys } = getTableConfig(table)
  const indexed = indexes.flatMap(({ config }) =>
    config.columns.map((each) => ('name' in each ? each.name : '')),
  )
  const columns = Object.entries(getTableColumns(table)).map(([name, column]): [string, string] => {
    const key = foreignKeys.find((each) => each.reference().columns.includes(column))
    const target = key?.reference()
    const literal = ['string', 'number', 'boolean'].includes(typeof column.default)
    const words = [
      column.getSQLType(),
      column.notNull && 'not null',
      column.primary && 'primary key',
      literal && `default ${column.default}`,
      column.isUnique ? 'unique' : indexed.includes(column.name) && 'index',
      target &&
        `-> ${getTableConfig(target.foreignTable).name}.${target.foreignColumns[0]?.name} ${key?.onDelete}`,
    ]
    return [name, words.filter(Boolean).join(' ')]
  })
  return Object.fromEntries(columns)
}

function disagreements(wanted: Shape, written: Shape): string[] {
  const names = new Set([...Object.keys(wanted), ...Object.keys(written)])
  return [...names].flatMap((name) => {
    const [ours = {}, theirs = {}] = [written[name], wanted[name]]
    const columns = new Set([...Object.keys(theirs), ...Object.keys(ours)])
    return [...columns].flatMap((column) =>
      ours[column] === theirs[column]
        ? []
        : `${name}.${column} is "${ours[column] ?? 'absent'}", better-auth wants "${theirs[column] ?? 'nothing'}": run npm run auth:generate`,
    )
  })
}

test('the schema holds what better-auth wants, no more and no less', () => {
  expect(Object.keys(wanted())).toContain('teamMember')
  expect(disagreements(wanted(), written(schema))).toEqual([])
})

test('the law sees a column that is missing, one too many, and one of another kind', () => {
  const { user, ...others } = written(schema)
  const { role, ...rest } = user ?? {}
  const changed = { ...others, user: { ...rest, nickname: 'text', email: 'text not null' } }
  expect(role).toBe('text')
  expect(disagreements(wanted(), changed)).toEqual([
    'user.email is "text not null", better-auth wants "text not null unique": run npm run auth:generate',
    'user.role is "absent", better-auth wants "text": run npm run auth:generate',
    'user.nickname is "text", better-auth wants "nothing": run npm run auth:generate',
  ])
  expect(disagreements({ ...wanted(), jwks: { id: 'text' } }, written(schema))).toHaveLength(1)
})
