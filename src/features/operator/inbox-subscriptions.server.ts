import { sql } from 'drizzle-orm'
import { planName } from '~/audit/words'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { subscription } from '~/db/schema'

export type CountedSubscriptions = Awaited<ReturnType<typeof count>>

/** How many subscriptions stand here, by plan, status and how often they are paid; those that never began left out. */
export async function count({ tx }: OperatorScope) {
  const rows = await tx
    .select({
      plan: subscription.plan,
      status: sql<string>`coalesce(${subscription.status}, 'incomplete')`,
      interval: subscription.billingInterval,
      count: sql<number>`count(*)::int`,
      seats: sql<number>`coalesce(sum(${subscription.seats}), 0)::int`,
    })
    .from(subscription)
    .where(sql`${subscription.stripeSubscriptionId} is not null`)
    .groupBy(subscription.plan, subscription.status, subscription.billingInterval)
    .orderBy(subscription.plan, subscription.status, subscription.billingInterval)
  return rows.map((row) => ({ ...row, name: planName(row.plan) }))
}
