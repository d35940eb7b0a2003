import { createServerFn } from '@tanstack/react-start'
import { giveLongerTrial } from '~/auth/billing/trial-longer.server'
import { operatorMay, operatorMayOutside } from '~/auth/gate'
import * as ownership from '~/auth/organizations/ownership.server'
import * as suspension from '~/auth/organizations/suspension.server'
import * as grants from '~/billing/grants.server'
import { shape } from '~/shape'
import {
  endGrantInput,
  grantInput,
  heirsInput,
  organizationInput,
  organizationsSearch,
  ownerInput,
  restoreInput,
  suspendInput,
  trialInput,
} from './organizations'
import * as organizations from './organizations-list.server'
import * as page from './organizations-page.server'

export const searchOrganizations = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ organization: ['list'] })])
  .validator(shape(organizationsSearch))
  .handler(({ context, data }) => organizations.list(context.scope, data))

export const getOrganization = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ organization: ['list'] })])
  .validator(shape(organizationInput))
  .handler(({ context, data }) => page.get(context.scope, data))

export const findOwners = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ organization: ['transfer'] })])
  .validator(shape(heirsInput))
  .handler(({ context, data }) => page.findHeirs(context.scope, data))

export const suspendOrganization = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ organization: ['suspend'] })])
  .validator(shape(suspendInput))
  .handler(({ context, data }) => suspension.suspend(context.scope, data))

export const restoreOrganization = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ organization: ['suspend'] })])
  .validator(shape(restoreInput))
  .handler(({ context, data }) => suspension.restore(context.scope, data))

export const assignOwner = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ organization: ['transfer'] })])
  .validator(shape(ownerInput))
  .handler(({ context, data }) => ownership.assign(context.scope, data))

/** Asks Stripe, so nothing is open meanwhile. */
export const extendTrial = createServerFn({ method: 'POST' })
  .middleware([operatorMayOutside({ organization: ['grant'] })])
  .validator(shape(trialInput))
  .handler(({ context, data }) => giveLongerTrial(context.scope, data))

export const grantPlan = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ organization: ['grant'] })])
  .validator(shape(grantInput))
  .handler(({ context, data }) => grants.grantPlan(context.scope, data))

export const endGrant = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ organization: ['grant'] })])
  .validator(shape(endGrantInput))
  .handler(({ context, data }) => grants.endGrant(context.scope, data))
