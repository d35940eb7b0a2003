import { createServerFn } from '@tanstack/react-start'
import { operatorMay } from '~/auth/gate'
import { shape } from '~/shape'
import {
  driftInput,
  eventsInput,
  oneEvent,
  oneOrganization,
  replayAllInput,
  replayInput,
  timelineInput,
} from './inbox'
import * as inbox from './inbox.server'
import * as drift from './inbox-drift.server'
import * as standing from './inbox-standing.server'
import * as subscriptions from './inbox-subscriptions.server'
import * as timelines from './inbox-timeline.server'

export const listEvents = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ billing: ['read'] })])
  .validator(shape(eventsInput))
  .handler(({ context, data }) => inbox.list(context.scope, data))

export const getEvent = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ billing: ['read'] })])
  .validator(shape(oneEvent))
  .handler(({ context, data }) => inbox.get(context.scope, data))

export const replayEvent = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ billing: ['replay'] })])
  .validator(shape(replayInput))
  .handler(({ context, data }) => inbox.replay(context.scope, data))

export const replayFailedEvents = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ billing: ['replay'] })])
  .validator(shape(replayAllInput))
  .handler(({ context, data }) => inbox.replayAll(context.scope, data))

export const listDrift = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ billing: ['read'] })])
  .validator(shape(driftInput))
  .handler(({ context, data }) => drift.list(context.scope, data))

export const countSubscriptions = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ billing: ['read'] })])
  .handler(({ context }) => subscriptions.count(context.scope))

export const explainPlan = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ billing: ['read'] })])
  .validator(shape(oneOrganization))
  .handler(({ context, data }) => standing.explain(context.scope, data))

export const getPlanTimeline = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ billing: ['read'] })])
  .validator(shape(timelineInput))
  .handler(({ context, data }) => timelines.timeline(context.scope, data))
