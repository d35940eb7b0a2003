import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import Stripe from 'stripe'
import { syncCatalog } from '~/billing/catalog-sync.server'
import { makeEndpoint, missingEvents, syncPortal } from '~/billing/catalog-sync-account.server'
import { placeOf } from '~/billing/stripe-place'

/**
 * `npm run stripe:sync` brings a Stripe account to what `app.config.ts` sells: it shows the difference, asks, and
 * writes. `--yes` answers for you; `--webhook` makes the endpoint too, where it is missing.
 */
const { values: options } = parseArgs({
  options: { yes: { type: 'boolean' }, webhook: { type: 'boolean' } },
})
// Not by env.server.ts: an account that is empty has no signing secret yet, and no database is needed here.
const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base, APP_URL: appUrl } = process.env
const say = (line: string) => console.log(line)

try {
  process.exitCode = await sync()
} catch (error) {
  if (!(error instanceof Stripe.errors.StripeError)) throw error
  console.error(`Stripe says: ${error.message}`)
  process.exitCode = 1
}

async function sync(): Promise<number> {
  if (!key) {
    console.error('STRIPE_SECRET_KEY is not set: docs/billing.md says where it is found.')
    return 1
  }
  const stripe = new Stripe(key, { telemetry: false, ...placeOf(base || undefined) })
  const isLive = /^[rs]k_live_/.test(key)
  say(`The ${isLive ? 'live' : 'test'} mode of the account that the key belongs to:`)

  const differing = [
    ...(await syncCatalog(stripe, { write: false })),
    ...((await syncPortal(stripe, { write: false })) ?? []),
  ]
  for (const line of differing) say(`  ${line}`)
  if (differing.length === 0) say('  Products, prices and portal are as they should be.')
  else if (options.yes || (await agreed())) {
    await syncCatalog(stripe, { write: true })
    await syncPortal(stripe, { write: true })
    say('  Written.')
  } else {
    say('  Nothing was written. With --yes it is, without a question.')
    return 1
  }
  if (!(await syncPortal(stripe, { write: false }))) {
    say('  The portal has no settings yet: save them once in the dashboard, at')
    say(`  https://dashboard.stripe.com/${isLive ? '' : 'test/'}settings/billing/portal`)
    say('  and run this again.')
  }
  await lookAtEndpoint(stripe)
  return 0
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const asking = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await asking.question('Write this? (yes/no) ')
  asking.close()
  return /^y(es)?$/i.test(answer.trim())
}

async function lookAtEndpoint(stripe: Stripe): Promise<void> {
  if (!appUrl?.startsWith('https://')) {
    say(
      '  APP_URL is no https address, so events cannot reach it: docs/billing.md, "On your machine".',
    )
    return
  }
  const url = `${new URL(appUrl).origin}/api/stripe/webhook`
  const { exists, events } = await missingEvents(stripe, url)
  if (events.length === 0) say(`  The webhook endpoint ${url} gets every event it needs.`)
  else if (exists) say(`  The webhook endpoint ${url} does not get: ${events.join(', ')}`)
  else if (options.webhook) {
    say(`  The webhook endpoint ${url} is made. Its signing secret is told this once:`)
    say(`  STRIPE_WEBHOOK_SECRET=${await makeEndpoint(stripe, url)}`)
  } else {
    say(`  There is no webhook endpoint ${url}: with --webhook it is made, for these events:`)
    say(`  ${events.join(', ')}`)
  }
}
