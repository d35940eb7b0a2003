import { createServerFn } from '@tanstack/react-start'
import { memberMay, memberMayOutside } from '~/auth/gate'
import * as ownership from '~/auth/organizations/ownership.server'
import * as secondStep from '~/auth/organizations/second-step-demand.server'
import { shape } from '~/shape'
import { demandInput, heirInput, heirsInput, pictureIn } from './settings'
import * as settings from './settings.server'

/** For every member: who may not change them reads them. */
export const getSettings = createServerFn({ method: 'GET' })
  .middleware([memberMay({})])
  .handler(({ context }) => settings.get(context.scope))

export const setLogo = createServerFn({ method: 'POST' })
  .middleware([memberMayOutside({ organization: ['update'] })])
  .validator(pictureIn)
  .handler(({ context, data }) => settings.setLogo(context.scope, data))

export const removeLogo = createServerFn({ method: 'POST' })
  .middleware([memberMayOutside({ organization: ['update'] })])
  .handler(({ context }) => settings.removeLogo(context.scope))

export const searchHeirs = createServerFn({ method: 'GET' })
  .middleware([memberMay({ organization: ['delete'], member: ['read'] })])
  .validator(shape(heirsInput))
  .handler(({ context, data }) => settings.searchHeirs(context.scope, data))

export const transferOwnership = createServerFn({ method: 'POST' })
  .middleware([memberMayOutside({ organization: ['delete'] })])
  .validator(shape(heirInput))
  .handler(({ context, data }) => ownership.transfer(context.scope, data.member))

export const countSecondSteps = createServerFn({ method: 'GET' })
  .middleware([memberMayOutside({ organization: ['secure'] })])
  .handler(({ context }) => secondStep.countMembers(context.scope))

export const demandSecondStep = createServerFn({ method: 'POST' })
  .middleware([memberMayOutside({ organization: ['secure'] })])
  .validator(shape(demandInput))
  .handler(({ context, data }) => secondStep.demand(context.scope, data.days))
