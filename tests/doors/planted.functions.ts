import { createServerFn } from '@tanstack/react-start'
import { memberMay } from '~/auth/gate'
import { project } from '~/db/schema'
import * as projects from '~/features/projects/projects.server'
import { Refusal } from '~/refusal'

// Doors with rules that no rule of the product has, to see what the house makes of them.

export const writeThenRefuse = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['create'] })])
  .handler(async ({ context }) => {
    await projects.create(context.scope, { name: 'Half-way' })
    throw new Refusal('limit_reached', 'That was one too many.')
  })

export const writeThenBreak = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['create'] })])
  .handler(async ({ context }) => {
    await projects.create(context.scope, { name: 'Half-broken' })
    throw new TypeError('Cannot read properties of undefined (reading "secret-of-the-house")')
  })

export const writeElsewhere = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['create'] })])
  .validator((data: { org: string; organizationId: string }) => data)
  .handler(async ({ context, data }) => {
    await context.scope.tx
      .insert(project)
      .values({ organizationId: data.organizationId, name: 'Smuggled' })
  })
