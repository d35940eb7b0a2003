import { queryOptions } from '@tanstack/react-query'
import { listWaysToConfirm } from './step-up.functions'

/** Asked anew each time the dialog opens: a way may have come or gone meanwhile. */
export const waysToConfirmQuery = queryOptions({
  queryKey: ['account', 'ways-to-confirm'],
  queryFn: () => listWaysToConfirm(),
  staleTime: 0,
  gcTime: 0,
})
