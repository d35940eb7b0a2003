import { createServerFn } from '@tanstack/react-start'
import { memberMay } from '~/auth/gate'
import { leading } from './onboarding'
import * as onboarding from './onboarding.server'

/** Every member has an overview; it shows what their roles let them read. */
export const getOverview = createServerFn({ method: 'GET' })
  .middleware([memberMay({})])
  .handler(({ context }) => onboarding.getOverview(context.scope))

export const getFirstSteps = createServerFn({ method: 'GET' })
  .middleware([memberMay(leading)])
  .handler(({ context }) => onboarding.getFirstSteps(context.scope))
