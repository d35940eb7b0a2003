import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { type StripeStandIn, startStripe } from '../../dev/stripe/start.ts'
import { stockStripe } from '../../dev/stripe-stock.ts'
import { closePages } from './browser.ts'
import { type Mailbox, startMailbox } from './mailbox.ts'
import { type LastingDatabase, lastingDatabase } from './renewal.ts'
import { build, type RunningServer, startServer } from './server.ts'

/** What a journey plays on: the production build, a database, a mailbox and a stand-in of Stripe. */
export type Stage = {
  database: LastingDatabase
  mailbox: Mailbox
  stripe: StripeStandIn
  server: RunningServer
  secret: string
  /** Looks past every policy, as the owner of the database. */
  pool: pg.Pool
}

let standing: Promise<Stage> | undefined

/**
 * The stage of this process. To start its server takes seconds: its journeys play on one stage, one after the other,
 * but for one with an `environment` of its own.
 */
export async function takeStage(environment: Record<string, string>): Promise<Stage> {
  if (Object.keys(environment).length > 0) return setUp(environment)
  standing ??= setUp()
  try {
    return await standing
  } catch (error) {
    standing = undefined
    throw error
  }
}

/** Sweeps the stage for the next journey; where that fails it is taken down, and the next one sets up its own. */
export async function leaveStage(stage: Stage): Promise<void> {
  const { database, mailbox, stripe, server, pool } = stage
  const lasts = stage === (await standing)
  await closePages()
  stripe.reset()
  if (lasts && (await lettersAreOut(pool)) && (await database.renew()) && (await answers(server))) {
    mailbox.empty()
    await stockStripe(stripe.environment)
    return
  }
  if (lasts) standing = undefined
  await server.stop()
  await pool.end()
  await mailbox.close()
  await stripe.stop()
  await database.drop()
}

/** Waits for the letter that is just being sent: the next journey would find it in its mailbox. */
async function lettersAreOut(pool: pg.Pool): Promise<boolean> {
  await pool.query(`delete from jobs.job where state <> 'active'`)
  for (let looks = 0; looks < 100; looks += 1) {
    const { rowCount } = await pool.query(`select from jobs.job where state = 'active'`)
    if (rowCount === 0) return true
    await pool.query('select pg_sleep(0.05)')
  }
  return false
}

const answers = ({ url }: RunningServer) =>
  fetch(`${url}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  )

async function setUp(environment: Record<string, string> = {}): Promise<Stage> {
  await build()
  const database = await lastingDatabase()
  const mailbox = await startMailbox()
  const stripe = await startStripe()
  await stockStripe(stripe.environment)
  const secret = randomBytes(32).toString('hex')
  const server = await startServer({
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    BETTER_AUTH_SECRET: secret,
    RESEND_API_KEY: 're_stand_in',
    RESEND_BASE_URL: mailbox.url,
    EMAIL_FROM: 'Atrium <hello@atrium.test>',
    TRUSTED_PROXIES: '127.0.0.1',
    IP_HEADER: 'x-forwarded-for',
    // So that whatever could be said is said, and looked through for secrets.
    LOG_LEVEL: 'trace',
    ...stripe.environment,
    ...environment,
  })
  stripe.deliveries.deliverTo(`${server.url}/api/stripe/webhook`)
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 1 })
  return { database, mailbox, stripe, server, secret, pool }
}
