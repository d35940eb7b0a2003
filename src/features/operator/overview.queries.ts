import { queryOptions } from '@tanstack/react-query'
import type { Period } from './overview'
import { getProductOverview } from './overview.functions'

export const overviewQuery = (period: Period) =>
  queryOptions({
    queryKey: ['operator', 'overview', period],
    queryFn: () => getProductOverview({ data: { period } }),
  })
