import { type Client, escapeIdentifier, escapeLiteral } from 'pg'
import { withClient } from './postgres-wire.ts'

/** `owner` migrates, `app` serves people and may become `tenant` or `auditor`, `postgres` is the superuser. */
export const logins = ['owner', 'app', 'postgres'] as const
export type Login = (typeof logins)[number]
export type Passwords = Record<Login, string>

/** Makes the logins what they must be; at every start, and by several processes at once. */
export async function settleLogins(client: Client, passwords: Passwords) {
  const plain = 'nosuperuser nocreatedb nocreaterole noreplication nobypassrls'
  const withPassword = (login: Login) =>
    `login ${plain} password ${escapeLiteral(passwords[login])}`
  await lock(client, 'logins')
  await settleRole(client, 'tenant', `nologin ${plain}`)
  await settleRole(client, 'auditor', `nologin ${plain}`)
  await settleRole(client, 'owner', withPassword('owner'))
  await settleRole(client, 'app', `noinherit ${withPassword('app')}`)
  await client.query('grant tenant, auditor to app with inherit false, set true')
  await client.query('revoke all on database postgres, template1 from public')
}

async function settleRole(client: Client, name: string, attributes: string) {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name])
  await client.query(`${rowCount ? 'alter' : 'create'} role ${name} ${attributes}`)
}

/**
 * Creates the database unless it exists, and closes it to all but owner and app; a half-made one
 * is finished. A template must have no connections.
 */
export async function createDatabase(
  url: (database: string) => string,
  name: string,
  template?: string,
) {
  const database = escapeIdentifier(name)
  await withClient(url('postgres'), async (client) => {
    await lock(client, `database ${name}`)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (!rowCount) {
      const from = template ? `template ${escapeIdentifier(template)}` : ''
      await client.query(`create database ${database} owner owner ${from}`)
    }
    await client.query(`revoke all on database ${database} from public`)
    await client.query(`grant connect on database ${database} to app`)
    await withClient(url(name), async (inside) => {
      await inside.query('alter schema public owner to owner')
      await inside.query('revoke create on schema public from public')
    })
  })
}

export async function dropDatabase(url: string, name: string) {
  await withClient(url, (client) =>
    client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`),
  )
}

/** Held until the connection closes. */
async function lock(client: Client, name: string) {
  await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
}
