import { checkoutRoutes } from './checkout.ts'
import { customerRoutes } from './customers.ts'
import { eventRoutes } from './events.ts'
import { invoiceRoutes } from './invoice-calls.ts'
import { paymentMethodRoutes } from './payment-methods.ts'
import { portalRoutes } from './portal.ts'
import { portalConfigurationRoutes } from './portal-configurations.ts'
import { priceRoutes } from './prices.ts'
import { productRoutes } from './products.ts'
import { promotionRoutes } from './promotions.ts'
import type { Route } from './routes.ts'
import { scheduleRoutes } from './schedule-calls.ts'
import { subscriptionRoutes } from './subscriptions.ts'
import { testClockRoutes } from './test-clocks.ts'
import { webhookEndpointRoutes } from './webhook-endpoints.ts'

/** Every call that the stand-in answers. Any other is refused. */
export const routes: readonly Route[] = [
  ...productRoutes,
  ...priceRoutes,
  ...promotionRoutes,
  ...customerRoutes,
  ...paymentMethodRoutes,
  ...checkoutRoutes,
  ...subscriptionRoutes,
  ...scheduleRoutes,
  ...invoiceRoutes,
  ...portalRoutes,
  ...portalConfigurationRoutes,
  ...eventRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
]
