import { queryOptions } from '@tanstack/react-query'
import { getChallenge } from './challenge.functions'

/** What this browser is asked for; asked anew whenever the page is opened. */
export const challengeQuery = queryOptions({
  queryKey: ['challenge'],
  queryFn: () => getChallenge(),
})
