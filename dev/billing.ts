import { join } from 'node:path'
import { freePort } from './environment.ts'
import type { Open } from './stopping.ts'
import { type StripeStandIn, startStripe } from './stripe/start.ts'
import { stockStripe } from './stripe-stock.ts'

export type Billing = {
  /** Where the stand-in of Stripe shows its pages; undefined where Stripe itself is used. */
  standIn: StripeStandIn | undefined
  /** The variables that lead the app to it. */
  environment: Record<string, string>
  /** Forgets who bought what; the plans stay on sale. */
  reset(): Promise<void>
}

type Wanted = {
  /** Where the app is reached on this machine. */
  app: string
  port: number
  /** The folder in which it remembers; without one it begins anew at each start. */
  folder?: string
  /** What the developer has configured: with keys or an address of their own there is no stand-in. */
  configured?: Readonly<Record<string, string | undefined>>
}

/** Opens the stand-in of Stripe with the product's plans, unless the developer has configured Stripe. */
export async function openBilling(open: Open, wanted: Wanted): Promise<Billing> {
  const { app, port, folder, configured = {} } = wanted
  if (configured.STRIPE_SECRET_KEY || configured.STRIPE_API_BASE) {
    return { standIn: undefined, environment: {}, reset: async () => undefined }
  }
  const standIn = await open('stand-in of Stripe', async () =>
    startStripe({
      port: await freePort(port),
      deliverTo: `${app}/api/stripe/webhook`,
      ...(folder && { keepIn: join(folder, 'stripe.json') }),
    }),
  )
  await stockStripe(standIn.environment)
  return {
    standIn,
    environment: standIn.environment,
    async reset() {
      standIn.reset()
      await stockStripe(standIn.environment)
    },
  }
}
