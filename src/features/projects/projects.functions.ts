import { createServerFn } from '@tanstack/react-start'
import { memberMay } from '~/auth/gate'
import { shape } from '~/shape'
import { newProject, oneProject, projectChange, projectsInput } from './projects'
import * as projects from './projects.server'
import * as lists from './projects-list.server'

export const listProjects = createServerFn({ method: 'GET' })
  .middleware([memberMay({ project: ['read'] })])
  .validator(shape(projectsInput))
  .handler(({ context, data }) => lists.list(context.scope, data))

export const listProjectTeams = createServerFn({ method: 'GET' })
  .middleware([memberMay({ project: ['read'] })])
  .handler(({ context }) => lists.listTeams(context.scope))

export const getProject = createServerFn({ method: 'GET' })
  .middleware([memberMay({ project: ['read'] })])
  .validator(shape(oneProject))
  .handler(({ context, data }) => projects.get(context.scope, data))

export const createProject = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['create'] })])
  .validator(shape(newProject))
  .handler(({ context, data }) => projects.create(context.scope, data))

export const updateProject = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['update'] })])
  .validator(shape(projectChange))
  .handler(({ context, data }) => projects.update(context.scope, data))

export const archiveProject = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['update'] })])
  .validator(shape(oneProject))
  .handler(({ context, data }) => projects.archive(context.scope, data))

export const restoreProject = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['update'] })])
  .validator(shape(oneProject))
  .handler(({ context, data }) => projects.restore(context.scope, data))

export const removeProject = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['delete'] })])
  .validator(shape(oneProject))
  .handler(({ context, data }) => projects.remove(context.scope, data))
