import { and, asc, desc, eq, gt, lt, or, sql } from 'drizzle-orm'
import type { OperatorScope } from '~/auth/operator/operator-scope.server'
import { keyset, momentKey } from '~/db/keyset.server'
import { billingDrift, organization } from '~/db/schema'
import type { DriftQuery } from './inbox'
import { driftWords } from './inbox-words'

const places = keyset({ newest: 'number' })

const pageSize = 25

export type DriftPage = Awaited<ReturnType<typeof list>>

/** One page of what reconciliation found different from Stripe and set right, newest first. */
export async function list(scope: OperatorScope, query: DriftQuery) {
  const { q } = query
  const place = places.placeOf(query.page, 'newest')
  const backwards = place?.way === 'before'
  const [direction, beyond] = backwards ? [asc, gt] : [desc, lt]
  const rows = await scope.tx
    .select({
      id: sql<string>`${billingDrift.id}::text`,
      foundAt: billingDrift.at,
      key: momentKey(billingDrift.at),
      subscriptionId: billingDrift.subscriptionId,
      found: billingDrift.found,
      organization: { id: organization.id, name: organization.name },
    })
    .from(billingDrift)
    .innerJoin(organization, eq(organization.id, billingDrift.organizationId))
    .where(
      and(
        q
          ? or(
              eq(organization.id, q),
              eq(organization.slug, q),
              eq(organization.stripeCustomerId, q),
              eq(billingDrift.subscriptionId, q),
              sql`position(lower(${q}) in lower(${organization.name})) > 0`,
            )
          : undefined,
        place && beyond(billingDrift.id, Number.parseInt(place.id, 10) || 0),
      ),
    )
    .orderBy(direction(billingDrift.id))
    .limit(pageSize + 1)
  if (rows.length === 0 && place) return list(scope, { ...query, page: undefined })
  const { shown, ...around } = places.pageOf(rows, { order: 'newest', place, size: pageSize })
  return {
    drift: shown.map(({ id, foundAt, subscriptionId, found, organization: of }) => ({
      id: Number(id),
      foundAt,
      subscriptionId,
      organization: of,
      found: driftWords(found),
    })),
    ...around,
  }
}
