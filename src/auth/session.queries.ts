import { queryOptions } from '@tanstack/react-query'
import { getSession } from './session.functions'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => getSession(),
  staleTime: 60_000,
})
