import { createServerFn } from '@tanstack/react-start'
import { operatorMay } from '~/auth/gate'
import { shape } from '~/shape'
import { everyAuditSearch, verifyInput } from './audit'
import * as audit from './audit.server'

export const listEveryAudit = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ audit: ['read'] })])
  .validator(shape(everyAuditSearch))
  .handler(({ context, data }) => audit.list(context.scope, data))

export const verifyAudit = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ audit: ['read'] })])
  .validator(shape(verifyInput))
  .handler(({ context, data }) => audit.verifyLogs(context.scope, data.organization))
