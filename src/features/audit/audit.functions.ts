import { createServerFn } from '@tanstack/react-start'
import { memberMay } from '~/auth/gate'
import { shape } from '~/shape'
import { auditInput } from './audit'
import * as audit from './audit.server'

export const listAudit = createServerFn({ method: 'GET' })
  .middleware([memberMay({ audit: ['read'] })])
  .validator(shape(auditInput))
  .handler(({ context, data }) => audit.list(context.scope, data))
