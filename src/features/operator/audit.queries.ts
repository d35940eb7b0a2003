import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query'
import { useServerFn } from '@tanstack/react-start'
import type { EveryAuditSearch } from './audit'
import { listEveryAudit, verifyAudit } from './audit.functions'

export const everyAuditQuery = (asked: EveryAuditSearch) =>
  queryOptions({
    queryKey: ['operator', 'audit', asked],
    queryFn: () => listEveryAudit({ data: asked }),
    placeholderData: keepPreviousData,
  })

/** Follows the chains when it is asked to; what it found holds for that moment. */
export function useVerification() {
  return useMutation({ mutationFn: useServerFn(verifyAudit) })
}
