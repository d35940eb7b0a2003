import { createServerFn } from '@tanstack/react-start'
import { operatorMay } from '~/auth/gate'
import { shape } from '~/shape'
import { jobAct, jobsInput, oneJob } from './jobs'
import * as jobs from './jobs.server'

export const listQueues = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ job: ['read'] })])
  .handler(({ context }) => jobs.queues(context.scope))

export const listJobs = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ job: ['read'] })])
  .validator(shape(jobsInput))
  .handler(({ context, data }) => jobs.list(context.scope, data))

export const getJob = createServerFn({ method: 'GET' })
  .middleware([operatorMay({ job: ['read'] })])
  .validator(shape(oneJob))
  .handler(({ context, data }) => jobs.get(context.scope, data))

export const retryJob = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ job: ['retry'] })])
  .validator(shape(jobAct))
  .handler(({ context, data }) => jobs.retry(context.scope, data))

export const discardJob = createServerFn({ method: 'POST' })
  .middleware([operatorMay({ job: ['discard'] })])
  .validator(shape(jobAct))
  .handler(({ context, data }) => jobs.discard(context.scope, data))
