import { queryOptions } from '@tanstack/react-query'
import { listProviders } from './providers.functions'

/** Set at the start of the server: they do not change while somebody looks. */
export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: () => listProviders(),
  staleTime: Number.POSITIVE_INFINITY,
})
