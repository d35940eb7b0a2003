import { createHmac, randomBytes } from 'node:crypto'
import pg from 'pg'
import type { StripeStandIn } from '../../dev/stripe/start'
import { stockStripe } from '../../dev/stripe-stock'
import { build, freePort, type RunningServer, startServer } from '../support/server'
import { colleagues } from './acts'

export type Somebody = { id: string; email: string; cookie: string }
export type Organization = {
  id: string
  slug: string
  owner: Somebody
  /** Who may join, be removed, or leave. */
  others: Somebody[]
}

export type Ground = Awaited<ReturnType<typeof openGround>>

/**
 * So many organizations without a plan, each with an owner and a few people who may join; the production build, which
 * can be killed and comes back; and the stand-in of Stripe that sends it its events.
 */
export async function openGround(
  stripe: StripeStandIn,
  organizations: number,
  { reconciliation = true } = {},
) {
  await build()
  stripe.reset()
  await stockStripe(stripe.environment)
  const secret = randomBytes(32).toString('hex')
  const port = String(await freePort())
  const { DATABASE_URL = '', DATABASE_OWNER_URL = '', FILES_DIR = '' } = process.env
  const database = new pg.Pool({ connectionString: DATABASE_OWNER_URL, max: 4 })
  database.on('error', () => undefined)
  if (!reconciliation) await database.query(orderNoReconciliation)
  const start = () =>
    startServer({
      PORT: port,
      DATABASE_URL,
      DATABASE_OWNER_URL,
      FILES_DIR,
      BETTER_AUTH_SECRET: secret,
      TRUSTED_PROXIES: '127.0.0.1',
      IP_HEADER: 'x-forwarded-for',
      LOG_LEVEL: 'silent',
      ...stripe.environment,
    })
  let server: RunningServer | undefined = await start()
  const url = server.url
  stripe.deliveries.deliverTo(`${url}/api/stripe/webhook`)
  const all = await found(database, organizations, secret)
  let kills = 0

  return {
    stripe,
    organizations: all,
    /** Looks past every policy. */
    async query<Row extends pg.QueryResultRow>(sentence: string, values: unknown[] = []) {
      const { rows } = await database.query<Row>(sentence, values)
      return rows
    },
    /** What the server answers; undefined where it dies meanwhile. */
    async ask(somebody: Somebody, path: string, body: object) {
      try {
        const answer = await fetch(url + path, {
          method: 'POST',
          headers: {
            origin: url,
            'content-type': 'application/json',
            cookie: somebody.cookie,
            // Nobody stands in anybody's way: each has an address of their own.
            'x-forwarded-for': `10.1.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`,
          },
          body: JSON.stringify(body),
        })
        const said: unknown = await answer.json().catch(() => null)
        return { status: answer.status, said }
      } catch {
        return undefined
      }
    },
    /** As a power cut does; then it comes back. */
    async killServer() {
      kills += 1
      await server?.stop('SIGKILL')
      server = await start()
    },
    kills: () => kills,
    /** Waits until every event has arrived and every job about a bill is done. */
    async calm() {
      for (let looks = 0; looks < 600; looks += 1) {
        await stripe.deliveries.settle()
        const { rows } = await database.query<{ open: number }>(unfinished)
        if (rows[0]?.open === 0) return
        await database.query('select pg_sleep(0.1)')
      }
      throw new Error('The jobs did not come to an end within a minute.')
    },
    async [Symbol.asyncDispose]() {
      await server?.stop()
      server = undefined
      await database.query('delete from organization; delete from "user"; delete from jobs.job')
      await database.query(orderAsEver)
      await database.end()
    },
  }
}

/** The server's own schedule orders it every quarter of an hour, whatever a test would have. */
const orderNoReconciliation = `
  create function nothing_instead() returns trigger language plpgsql as 'begin return null; end';
  create trigger nothing_instead before insert on jobs.job
    for each row when (new.name = 'stripe-reconcile') execute function nothing_instead()`
const orderAsEver = 'drop function if exists nothing_instead cascade'

const unfinished = `select count(*)::int as open from jobs.job
  where state in ('created', 'retry', 'active') and name <> 'mail'`

/** By SQL: a thousand sign-ups would hash a thousand passwords. */
async function found(database: pg.Pool, count: number, secret: string): Promise<Organization[]> {
  const people: (Somebody & { token: string })[] = []
  const somebody = (id: string) => {
    const token = randomBytes(24).toString('base64url')
    const mark = createHmac('sha256', secret).update(token).digest('base64')
    const cookie = `better-auth.session_token=${encodeURIComponent(`${token}.${mark}`)}`
    const one = { id, email: `${id}@atrium.test`, cookie, token }
    people.push(one)
    return one
  }
  const organizations = Array.from({ length: count }, (_, at) => {
    const id = `o${at}-${randomBytes(4).toString('hex')}`
    const others = Array.from({ length: colleagues }, (_, who) => somebody(`${id}-${who}`))
    return { id, slug: id, owner: somebody(`${id}-owner`), others }
  })
  await database.query(
    `insert into "user" (id, name, email, email_verified)
       select p ->> 'id', 'Somebody', p ->> 'email', true from json_array_elements($1) p`,
    [JSON.stringify(people)],
  )
  await database.query(
    `insert into session (id, token, user_id, expires_at, created_at, updated_at)
       select p ->> 'token', p ->> 'token', p ->> 'id', now() + interval '90 years', now(), now()
       from json_array_elements($1) p`,
    [JSON.stringify(people)],
  )
  await database.query(
    `insert into organization (id, name, slug, created_at)
       select o ->> 'id', o ->> 'id', o ->> 'slug', now() from json_array_elements($1) o`,
    [JSON.stringify(organizations)],
  )
  await database.query(
    `insert into member (id, organization_id, user_id, role, created_at)
       select o ->> 'id', o ->> 'id', o -> 'owner' ->> 'id', 'owner', now() from json_array_elements($1) o`,
    [JSON.stringify(organizations)],
  )
  return organizations
}
