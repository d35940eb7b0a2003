import Stripe from 'stripe'
import { secretKey } from '../../dev/stripe/environment.ts'
import { type StripeStandIn, startStripe } from '../../dev/stripe/start.ts'

/** The real SDK, speaking to a stand-in of its own over HTTP. */
export async function withSdk(): Promise<{
  stripe: Stripe
  standIn: StripeStandIn
  /** Another client of the same stand-in. */
  client(key?: string, config?: Stripe.StripeConfig): Stripe
}> {
  const standIn = await startStripe()
  const { hostname, port } = new URL(standIn.url)
  const client = (key = secretKey, config: Stripe.StripeConfig = {}) =>
    new Stripe(key, {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
      ...config,
    })
  return { stripe: client(), standIn, client }
}

/** A product with a monthly and a yearly price, and a customer who might buy it. */
export async function aShop(stripe: Stripe) {
  const product = await stripe.products.create({ name: 'Team' })
  const price = (interval: 'month' | 'year', unit_amount: number) =>
    stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount,
      recurring: { interval },
    })
  const [month, year] = [await price('month', 1_200), await price('year', 12_000)]
  const customer = await stripe.customers.create({ name: 'Acme' })
  return { product, month, year, customer }
}

type Shop = Awaited<ReturnType<typeof aShop>>

/** An open payment page for three seats by the month, unless `more` says otherwise. */
export function aCheckout(
  stripe: Stripe,
  { month, customer }: Shop,
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: month.id, quantity: 3 }],
    success_url: 'http://localhost:3000/done?id={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:3000/back',
    ...more,
  })
}

/** What Stripe's SDK makes of a refusal. */
export function refusal(
  asked: Promise<unknown>,
): Promise<{ status?: number; type?: string; code?: string; param?: string; message: string }> {
  return asked.then(
    () => {
      throw new Error('It was not refused.')
    },
    (error: unknown) => {
      if (!(error instanceof Stripe.errors.StripeError)) throw error
      const { statusCode, rawType, code, param, message } = error
      return { status: statusCode, type: rawType, code, param, message }
    },
  )
}
