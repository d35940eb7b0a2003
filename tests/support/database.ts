import { randomBytes } from 'node:crypto'
import type { SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { inject } from 'vitest'

export type FreshDatabase = { name: string; url: string; ownerUrl: string; drop(): Promise<void> }

/**
 * A database of one's own: a clone of the migrated template, or an empty one.
 * `url` logs in as the application, `ownerUrl` as the owner, as in production.
 */
export async function freshDatabase({
  empty = false,
  name = newName(),
} = {}): Promise<FreshDatabase> {
  const { app, owner, template } = inject('database')
  await asSuperuser(
    `create database ${name} owner owner template ${empty ? 'template0' : template}`,
    `revoke all on database ${name} from public`,
    `grant connect on database ${name} to app`,
  )
  return {
    name,
    url: app.replace(/database$/, name),
    ownerUrl: owner.replace(/database$/, name),
    drop: () => asSuperuser(`drop database if exists ${name} with (force)`),
  }
}

/** A name that says when it was given, and in which run: that run or a later one drops what is left. */
export function newName(): string {
  const { run } = inject('database')
  return `clone_${Math.floor(Date.now() / 1000)}_${run}_${randomBytes(6).toString('hex')}`
}

/** For what no login of the product may do: making databases, and looking past every policy. */
export async function asSuperuser(...sentences: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: inject('database').superuser })
  await client.connect()
  try {
    for (const sentence of sentences) await client.query(sentence)
  } finally {
    await client.end()
  }
}

/** Speaks to this test file's database as the owner of its tables. */
export async function asOwner(statement: SQL): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL })
  await client.connect()
  try {
    const { rows } = await drizzle(client).execute(statement)
    return rows
  } finally {
    await client.end()
  }
}
