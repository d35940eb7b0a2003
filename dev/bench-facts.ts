import type { Database } from './database.ts'
import { withClient } from './postgres-wire.ts'
import { type Moment, moments } from './stripe/moments.ts'
import type { StripeStandIn } from './stripe/start.ts'

export type Surroundings = {
  /** Where the app is reached from this machine. */
  address: string
  /** Under which address it is known: APP_URL. */
  origin: string
  /** The inbox's, where there is one. */
  inboxUrl: string | undefined
  database: Pick<Database, 'appUrl' | 'ownerUrl' | 'passwordsFile'>
  /** Stripe's stand-in, where there is one. */
  stripe?: StripeStandIn | undefined
}

/** What is the case now. Undefined where nobody answered: a broken app must not break the bench. */
export type Facts = {
  /** Null when nobody is signed in. */
  session: { name: string; email: string } | null | undefined
  health: string | undefined
  queues: Queue[] | undefined
  failures: Failure[] | undefined
  /** The inbox, newest letter first; null where letters are really sent. */
  inbox: { url: string; letters: Letter[] } | null | undefined
  /** The bill's clock and where it may be moved; null where Stripe itself is used. */
  bill: { url: string; now: Date; moments: Moment[] } | null
  /** Addresses of the database for each login, without their passwords. */
  logins: { login: string; url: string }[]
  passwordsFile: string | undefined
}

export type Queue = { name: string; waiting: number; active: number; done: number; failed: number }
export type Failure = { name: string; when: Date; tries: number; error: string | null }
/** `link` is the first one in it that leads to the app. */
export type Letter = { id: string; to: string[]; subject: string; link: string | undefined }

/** @param cookie of the person who looks */
export async function lookAround(around: Surroundings, cookie: string): Promise<Facts> {
  const [session, health, jobs, inbox] = await Promise.all([
    findSession(around, cookie).catch(() => undefined),
    askHealth(around).catch(() => undefined),
    readJobs(around).catch(() => undefined),
    readInbox(around).catch(() => undefined),
  ])
  const { appUrl, ownerUrl, passwordsFile } = around.database
  const logins = [...new Set([appUrl, ownerUrl])].map(withoutPassword)
  return {
    session,
    health,
    queues: jobs?.queues,
    failures: jobs?.failures,
    inbox,
    bill: around.stripe ? billOf(around.stripe) : null,
    logins,
    passwordsFile,
  }
}

async function findSession({ address }: Surroundings, cookie: string): Promise<Facts['session']> {
  // Looking must not prolong the session.
  const answer = await ask(`${address}/api/auth/get-session?disableRefresh=true`, { cookie })
  if (!answer.ok) return undefined
  const found: { user: { name: string; email: string } } | null = await answer.json()
  return found?.user ?? null
}

async function askHealth({ address }: Surroundings): Promise<string | undefined> {
  const answer = await ask(`${address}/api/health`)
  if (![200, 503].includes(answer.status)) return undefined
  const { database }: { database: string } = await answer.json()
  return `The app answers; the database is ${database}.`
}

function readJobs({ database }: Surroundings): Promise<{ queues: Queue[]; failures: Failure[] }> {
  return withClient(database.ownerUrl, async (owner) => {
    const queues = await owner.query<Queue>(
      `select name,
         count(*) filter (where state in ('created', 'retry'))::int as waiting,
         count(*) filter (where state = 'active')::int as active,
         count(*) filter (where state = 'completed')::int as done,
         count(*) filter (where state in ('failed', 'cancelled'))::int as failed
       from jobs.job group by name order by name`,
    )
    const failures = await owner.query<Failure>(
      `select name, coalesce(completed_on, started_on, created_on) as when, retry_count + 1 as tries,
         coalesce(output ->> 'message', output #>> '{value,message}') as error
       from jobs.job where state = 'failed' or (state = 'retry' and output is not null)
       order by 2 desc limit 5`,
    )
    return { queues: queues.rows, failures: failures.rows }
  })
}

async function readInbox({ inboxUrl, origin }: Surroundings): Promise<Facts['inbox']> {
  if (!inboxUrl) return null
  const answer = await ask(`${inboxUrl}/emails`)
  const { data }: { data: (Letter & { text?: string | null })[] } = await answer.json()
  const letters = data
    .slice(-8)
    .reverse()
    .map(({ id, to, subject, text }) => {
      const link = text?.split(/\s/).find((word) => word.startsWith(`${origin}/`))
      return { id, to, subject, link }
    })
  return { url: `${inboxUrl}/inbox`, letters }
}

const billOf = ({ url, clock, world }: StripeStandIn) => ({
  url,
  now: clock.now(),
  moments: moments(world),
})

const ask = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers, signal: AbortSignal.timeout(5_000) })

function withoutPassword(url: string): { login: string; url: string } {
  const safe = new URL(url)
  safe.password = ''
  safe.search = ''
  return { login: safe.username, url: String(safe) }
}
