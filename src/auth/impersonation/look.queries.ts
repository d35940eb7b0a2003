import { queryOptions } from '@tanstack/react-query'
import { getProofAsked } from './look.functions'

export const proofQuery = queryOptions({
  queryKey: ['look', 'proof'],
  queryFn: () => getProofAsked(),
  retry: false,
})
