import { queryOptions } from '@tanstack/react-query'
import { getFirstSteps, getOverview } from './onboarding.functions'

/** Both gather from many nouns, whose writes do not know them: their pages read them anew at every visit. */
export const overviewQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'overview'], queryFn: () => getOverview({ data: { org } }) })

export const firstStepsQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'first-steps'], queryFn: () => getFirstSteps({ data: { org } }) })
