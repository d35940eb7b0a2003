import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { forgetUnseen } from '~/auth/forget-unseen'
import type { Offer } from '~/billing/offers'
import { getBilling, getMoney } from './billing.functions'

export const billingQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'billing'],
    queryFn: () => getBilling({ data: { org } }),
  })

export const moneyQuery = (org: string, after?: string) =>
  queryOptions({
    queryKey: [org, 'billing', 'money', after ?? ''],
    queryFn: () => getMoney({ data: { org, after } }),
    placeholderData: keepPreviousData,
  })

/**
 * What one does about the plan. Most of it is decided on a page of Stripe's, to which the browser then goes; the rest
 * shows at once. Every act may be refused.
 */
export function useBillingActs(org: string, organizationId: string) {
  const queryClient = useQueryClient()
  const router = useRouter()
  const of = { customerType: 'organization', referenceId: organizationId } as const
  const page = (search: string) => `/app/${org}/billing?${search}`

  /** The plan stands on every page of the organization. */
  async function refresh() {
    forgetUnseen(queryClient, [org])
    await queryClient.invalidateQueries({ queryKey: [org] })
    await router.invalidate()
  }

  /** Does an act, and goes where its answer leads. Whatever became of it, the pages tell. */
  async function act(work: () => Promise<{ url?: string | null } | null>) {
    try {
      const url = (await work())?.url
      if (url && new URL(url).origin !== window.location.origin) await leaveFor(url)
    } finally {
      await refresh()
    }
  }

  return {
    refresh,
    /** Begins a subscription, or makes the one there is another. */
    choose: ({ plan, interval }: Offer) =>
      act(async () => {
        const chosen = `plan=${plan}&interval=${interval}`
        return answered(
          await authClient.subscription.upgrade({
            ...of,
            plan,
            annual: interval === 'year',
            successUrl: page(`from=checkout&${chosen}`),
            cancelUrl: page(chosen),
            returnUrl: page(`from=change&${chosen}`),
            disableRedirect: true,
          }),
        )
      }),
    /** Ends the subscription with what is paid. */
    cancel: () =>
      act(async () =>
        answered(
          await authClient.subscription.cancel({
            ...of,
            returnUrl: page('from=cancel'),
            disableRedirect: true,
          }),
        ),
      ),
    /** Takes back what was decided for the end of the period. */
    keep: () =>
      act(async () => {
        answered<unknown>(await authClient.subscription.restore(of))
        return null
      }),
    /** Where cards, addresses and open invoices are. */
    openPortal: () =>
      act(async () =>
        answered(
          await authClient.subscription.billingPortal({
            ...of,
            returnUrl: page('from=portal'),
            disableRedirect: true,
          }),
        ),
      ),
  }
}

/** Goes to a page of Stripe's. Comes back only where the browser shows this page again as it was. */
function leaveFor(url: string): Promise<unknown> {
  const back = new Promise((resolve) =>
    window.addEventListener('pageshow', resolve, { once: true }),
  )
  window.location.assign(url)
  return back
}
