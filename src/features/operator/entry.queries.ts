import { queryOptions } from '@tanstack/react-query'
import { getOperator } from './entry.functions'

export const operatorQuery = queryOptions({
  queryKey: ['operator', 'entry'],
  queryFn: () => getOperator(),
})
