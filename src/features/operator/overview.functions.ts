import { createServerFn } from '@tanstack/react-start'
import { operatorMay } from '~/auth/gate'
import { shape } from '~/shape'
import { overviewInput } from './overview'
import * as overview from './overview.server'

export const getProductOverview = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ overview: ['read'] })])
  .validator(shape(overviewInput))
  .handler(({ context, data }) => overview.get(context.scope, data.period))
