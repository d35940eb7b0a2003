import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { AuditSearch } from './audit'
import { listAudit } from './audit.functions'

export const auditQuery = (org: string, asked: AuditSearch) =>
  queryOptions({
    queryKey: [org, 'audit', asked],
    queryFn: () => listAudit({ data: { org, ...asked } }),
    placeholderData: keepPreviousData,
  })
