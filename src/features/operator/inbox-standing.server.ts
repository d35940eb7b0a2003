import { asc, eq, sql } from 'drizzle-orm'
import { planName } from '~/audit/words'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { planById } from '~/billing/catalog'
import { billingNow } from '~/billing/clock.server'
import { findStanding } from '~/billing/standing.server'
import { billingAccount, member, organization, subscription } from '~/db/schema'
import { Refusal } from '~/refusal'
import { whySentence } from './inbox-why.server'

export type Why = Awaited<ReturnType<typeof explain>>

/**
 * Why an organization is on its plan, in one sentence, and everything that the answer was made of.
 * @throws Refusal not_found
 */
export async function explain(
  { tx }: OperatorScope,
  { organizationId }: { organizationId: string },
) {
  const [found] = await tx
    .select({
      organization: {
        id: organization.id,
        name: organization.name,
        slug: organization.slug,
        customerId: organization.stripeCustomerId,
      },
      account: billingAccount,
      members: sql<number>`(select count(*)::int from ${member} where ${member.organizationId} = ${organization.id})`,
    })
    .from(organization)
    .leftJoin(billingAccount, eq(billingAccount.organizationId, organization.id))
    .where(eq(organization.id, organizationId))
  if (!found) throw new Refusal('not_found', 'There is no such organization. It may be deleted.')
  const rows = await tx
    .select()
    .from(subscription)
    .where(eq(subscription.referenceId, organizationId))
    .orderBy(sql`${subscription.periodStart} desc nulls last`, asc(subscription.id))
  const standing = await findStanding({ organization: { id: organizationId }, tx })
  const { account, members } = found
  const underWay = rows.filter(({ status }) => live.includes(status ?? ''))
  const best = underWay.find(({ plan }) => plan === standing.subscribed)
  const pastDueSince = account?.pastDueSince?.toISOString() ?? null
  const answer = whySentence({
    standing,
    subscriptionId: best?.stripeSubscriptionId ?? null,
    perMember: planById(standing.subscribed ?? '')?.seats === 'per-member',
    members,
    pastDueSince,
  })
  return {
    organization: found.organization,
    answer,
    members,
    now: billingNow(),
    account: account && {
      pastDueSince,
      paymentMethod: account.paymentMethod,
      next: account.nextPlan && {
        plan: planName(account.nextPlan),
        interval: account.nextInterval,
      },
      granted: account.grantedPlan && {
        plan: planName(account.grantedPlan),
        until: account.grantedUntil,
      },
      readAt: account.readAt,
    },
    subscriptions: rows.map((row) => ({
      id: row.stripeSubscriptionId,
      plan: planName(row.plan),
      status: row.status ?? 'incomplete',
      interval: row.billingInterval,
      seats: row.seats,
      // The plugin's columns are without a zone, and hold UTC.
      until: row.cancelAt ?? (row.status === 'trialing' ? row.trialEnd : row.periodEnd),
      ends: Boolean(row.cancelAtPeriodEnd || row.cancelAt),
      endedAt: row.endedAt,
    })),
  }
}

const live: readonly string[] = ['trialing', 'active', 'past_due', 'unpaid', 'paused']
