import { join, relative } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createEmulator } from 'emulate'
import { bench } from './bench.ts'
import { openBilling } from './billing.ts'
import { openDatabase } from './database.ts'
import { dataFolder, freePlace, readEnvFile, secretIn, settle } from './environment.ts'
import { openPages } from './pages.ts'
import { password, people } from './people.ts'
import { callbackAddress, openProviders } from './providers.ts'
import { type Open, runUntilStopped } from './stopping.ts'
import { makeWorld, remakeWorld } from './world.ts'

type App = typeof import('../src/server.ts')
type Seed = typeof import('./seed.ts')

/** A request that hangs on a lock, or a job that takes its time, does not keep the terminal; the job is tried again. */
const unhurried = 4_000
const say = (line: string) => console.log(`  ${line}`)

readEnvFile()
// A shell may say otherwise; this is development.
process.env.NODE_ENV = 'development'
await runUntilStopped(start, 'Stopping. What you made stays.')

/**
 * `npm run dev`. Whatever the developer configures, in the shell or in `.env`, is respected: with DATABASE_URL no
 * PostgreSQL is started, with RESEND_API_KEY or RESEND_BASE_URL no inbox, with STRIPE_SECRET_KEY or STRIPE_API_BASE
 * no stand-in of Stripe.
 */
async function start(open: Open): Promise<void> {
  const folder = dataFolder()
  const { host, port, address } = await freePlace()
  const database = await open('database', () => openDatabase(folder, say))
  const inbox = await openInbox(open)
  const providers = await openProviders(open, {
    origin: process.env.APP_URL || address,
    configured: process.env,
  })
  const billing = await openBilling(open, {
    app: address,
    port: 4003,
    folder,
    configured: process.env,
  })
  settle({
    HOST: host,
    PORT: String(port),
    APP_URL: address,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    BETTER_AUTH_SECRET: process.env.BETTER_AUTH_SECRETS ? undefined : secretIn(folder),
    FILES_DIR: join(folder, 'files'),
    RESEND_API_KEY: undefined,
    RESEND_BASE_URL: inbox?.url,
    ...providers,
    ...billing.environment,
  })
  const origin = process.env.APP_URL ?? address

  const seed = async () => {
    await billing.reset()
    await (await pages.load<Seed>('/dev/seed.ts')).seed()
  }
  const reset = () =>
    remakeWorld(database.ownerUrl, async () => {
      inbox?.reset()
      await seed()
    })
  const look = {
    stylesheet: '/src/styles.css?direct',
    title: 'Bench',
    sentence: 'For development only.',
  }
  const stripe = billing.standIn
  const tools = { address, origin, inboxUrl: inbox?.url, database, stripe, reset, look }
  const plugins = [bench(tools)]
  const { hostname } = new URL(origin)
  const pages = await open('pages', () => openPages({ host, port, hostname, plugins }))
  await open('app', async () => {
    const app = await pages.load<App>('/src/server.ts')
    await app.start()
    return { stop: () => Promise.race([app.stop(), wait(unhurried)]) }
  })
  await makeWorld(database.ownerUrl, async () => {
    say('Making the demo world.')
    await seed()
  })
  await open('door', () => pages.listen())
  announce({ folder, origin, inboxUrl: inbox?.url, stripeUrl: stripe?.url })
}

/** Where letters go unless the developer has them sent. */
async function openInbox(open: Open) {
  if (process.env.RESEND_API_KEY || process.env.RESEND_BASE_URL) return undefined
  return open('inbox', async () => {
    const on = (port: number) => createEmulator({ service: 'resend', port })
    // Any port will do where the usual one is taken, by another `npm run dev` perhaps.
    const { url, reset, close } = await on(4010).catch(() => on(0))
    return { url, reset, stop: close }
  })
}

type Announced = {
  folder: string
  origin: string
  inboxUrl: string | undefined
  stripeUrl: string | undefined
}

function announce({ folder, origin, inboxUrl, stripeUrl }: Announced): void {
  const kept = relative(process.cwd(), folder) || folder
  const lines = [
    '',
    `Atrium   ${origin}`,
    inboxUrl ? `Inbox    ${inboxUrl}/inbox` : 'Inbox    none: letters are sent, as RESEND_… says',
    stripeUrl
      ? `Stripe   ${stripeUrl}   a stand-in: no money moves, and its clock can be moved`
      : 'Stripe   itself, as STRIPE_… says',
    `Bench    ${origin}/dev   sign in with one click, letters, reset`,
    `Callback ${callbackAddress(origin, '…')}   google, github, …: docs/sign-in-providers.md`,
    '',
    `Sign in as any of these, with the password "${password}", or with Google or GitHub:`,
    ...Object.values(people).map(({ email, about }) => `  ${email.padEnd(20)} ${about}`),
    '',
    `Data lies in ${kept}. Stop with Ctrl-C.`,
    '',
  ]
  for (const line of lines) say(line)
}
