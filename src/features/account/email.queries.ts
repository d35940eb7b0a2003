import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { tellOtherTabs } from '~/auth/other-tabs'
import { withStepUp } from '~/auth/step-up/step-up'
import {
  cancelEmailChange,
  getEmail,
  lookAtEmailChange,
  requestEmailChange,
} from './email.functions'

export const emailQuery = queryOptions({
  queryKey: ['account', 'email'],
  queryFn: () => getEmail(),
})

/** What the link of a letter is good for; looked at once, the press of its button decides. */
export const emailChangeQuery = (token: string) =>
  queryOptions({
    queryKey: ['account', 'email-change', token],
    queryFn: () => lookAtEmailChange({ data: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Asks for another address, or calls that back; every tab of this browser shows what is waited for. */
export function useEmailActs() {
  const queryClient = useQueryClient()
  const refresh = async () => {
    await queryClient.invalidateQueries({ queryKey: emailQuery.queryKey })
    tellOtherTabs('changed')
  }
  return {
    async request(email: string) {
      await withStepUp(() => requestEmailChange({ data: { email } }))
      await refresh()
    },
    async cancel() {
      await cancelEmailChange()
      await refresh()
    },
  }
}
