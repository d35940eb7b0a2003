import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { withStepUp } from '~/auth/step-up/step-up'
import { listLinked } from './linked.functions'

export const linkedQuery = queryOptions({
  queryKey: ['account', 'linked'],
  queryFn: () => listLinked(),
})

const here = '/app/account/security'

/** Links accounts at providers, and unlinks them; the list shows at once what is left. */
export function useLinkedActs() {
  const queryClient = useQueryClient()
  return {
    /** Leads away, to the provider's own page. */
    async link(provider: string) {
      answered(await authClient.linkSocial({ provider, callbackURL: here, errorCallbackURL: here }))
    },
    async unlink(accountId: string) {
      try {
        await withStepUp(async () => answered(await authClient.unlinkAccount({ accountId })))
      } finally {
        await queryClient.invalidateQueries({ queryKey: linkedQuery.queryKey })
      }
    },
  }
}
