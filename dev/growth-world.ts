import { randomBytes } from 'node:crypto'
import { password, people } from './people.ts'
import type { Postgres } from './postgres.ts'
import { withClient } from './postgres-wire.ts'
import { type RunningServer, startProduction } from './production.ts'

/** How much there is: so many organizations, with so many members each. Everyone has the same few projects. */
export type Size = { name: string; organizations: number; members: number }

export type GrowthWorld = Size & {
  server: RunningServer
  /** The database's name, and Ada's cookie: she owns the organization that is looked at. */
  database: string
  cookie: string
  stop(): Promise<void>
}

type Opening = Size & {
  port: number
  /** The folder for uploads. */
  files: string
  /** What the server is told besides. */
  environment?: Record<string, string>
}

/** The organization that is looked at. */
export const slug = 'acme'

const projects = 25
/** Somebody belongs to so many organizations. */
const belongings = 10

/** A world in a database of its own, served by the production build. */
export async function openGrowthWorld(
  postgres: Postgres,
  { port, files, environment = {}, ...size }: Opening,
): Promise<GrowthWorld> {
  const database = `growth_${size.organizations}_${size.members}`
  await postgres.dropDatabase(database)
  await postgres.createDatabase(database)
  const server = await startProduction({
    APP_URL: `http://localhost:${port}`,
    HOST: '127.0.0.1',
    PORT: String(port),
    BETTER_AUTH_SECRET: randomBytes(32).toString('hex'),
    DATABASE_URL: postgres.url('app', database),
    DATABASE_OWNER_URL: postgres.url('owner', database),
    FILES_DIR: files,
    RESEND_API_KEY: 're_stand_in',
    RESEND_BASE_URL: 'http://127.0.0.1:9',
    EMAIL_FROM: 'Atrium <hello@atrium.test>',
    LOG_LEVEL: 'warn',
    ...environment,
  })
  const { name, email } = people.ada
  await post(server, 'sign-up/email', { name, email, password })
  await fill(postgres.url('postgres', database), size)
  const signedIn = await post(server, 'sign-in/email', { email, password })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const stop = async () => {
    await server.stop()
    await postgres.dropDatabase(database)
  }
  return { ...size, server, database, cookie, stop }
}

async function post(server: RunningServer, path: string, body: object): Promise<Response> {
  const answer = await fetch(`${server.url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} was answered with ${await answer.text()}`)
  return answer
}

/** By SQL, past triggers and foreign keys: a million members through the rules would take a day. */
async function fill(superuser: string, { organizations, members }: Size): Promise<void> {
  const others = Math.max(members, Math.ceil((organizations * members) / belongings))
  const statements = [
    'set session_replication_role = replica',
    'update "user" set email_verified = true',
    `insert into "user" (id, name, email, email_verified)
       select 'u' || n, 'Person ' || n, 'person-' || n || '@many.test', true from generate_series(0, ${others - 1}) n`,
    `insert into organization (id, name, slug, created_at)
       select 'o' || n, 'Organization ' || n, case n when 1 then '${slug}' else 'organization-' || n end, now()
       from generate_series(1, ${organizations}) n`,
    `insert into member (id, organization_id, user_id, role, created_at)
       select 'm' || o || '-' || m, 'o' || o,
         case when o = 1 and m = 1 then (select id from "user" where email = '${people.ada.email}')
           else 'u' || ((o - 1) * ${members} + m) % ${others} end,
         case m when 1 then 'owner' else 'member' end, now() + m * interval '1 second'
       from generate_series(1, ${organizations}) o, generate_series(1, ${members}) m`,
    `insert into team (id, name, organization_id, created_at)
       select 't' || n, 'General', 'o' || n, now() from generate_series(1, ${organizations}) n`,
    `insert into team_member (id, team_id, user_id, created_at)
       select 'p' || id, 't' || substr(organization_id, 2), user_id, created_at from member where role = 'owner'`,
    `insert into project (id, organization_id, name, created_by, created_at)
       select 'j' || o || '-' || n, 'o' || o, 'Project ' || n, 'u' || ((o - 1) * ${members} + 2) % ${others},
         now() + n * interval '1 second'
       from generate_series(1, ${organizations}) o, generate_series(1, ${projects}) n`,
    `insert into invitation (id, organization_id, email, role, expires_at, inviter_id)
       select 'i' || n, 'o' || n, 'new-' || n || '@many.test', 'member', now() + interval '1 week', 'u1'
       from generate_series(1, ${organizations}) n`,
    'set session_replication_role = origin',
    'vacuum analyze',
  ]
  await withClient(superuser, async (client) => {
    for (const statement of statements) await client.query(statement)
  })
}
