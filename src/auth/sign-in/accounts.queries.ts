import { queryOptions } from '@tanstack/react-query'
import { getWaysBack } from './accounts.functions'

/** Whom this browser is signed in as, and how somebody came in last. */
export const waysBackQuery = queryOptions({
  queryKey: ['ways-back'],
  queryFn: () => getWaysBack(),
  staleTime: 60_000,
})
