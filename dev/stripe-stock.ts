import Stripe from 'stripe'
import { tsImport } from 'tsx/esm/api'

type Catalogue = typeof import('../src/billing/catalog-sync.server.ts')
type Environment = { STRIPE_SECRET_KEY: string; STRIPE_API_BASE: string }

/** Puts the product's plans on sale at a stand-in, as `npm run stripe:sync` does in an account; what is there stays. */
export async function stockStripe(environment: Environment): Promise<void> {
  const catalogue: Catalogue = await tsImport('../src/billing/catalog-sync.server.ts', {
    parentURL: import.meta.url,
    tsconfig: new URL('../tsconfig.json', import.meta.url).pathname,
  })
  await catalogue.syncCatalog(sdkOf(environment), { write: true })
}

/** Stripe's SDK, led to a stand-in. */
export function sdkOf({ STRIPE_SECRET_KEY, STRIPE_API_BASE }: Environment): Stripe {
  const { hostname: host, port } = new URL(STRIPE_API_BASE)
  return new Stripe(STRIPE_SECRET_KEY, {
    protocol: 'http',
    host,
    port: Number(port),
    telemetry: false,
  })
}
