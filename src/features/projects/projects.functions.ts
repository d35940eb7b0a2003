import { createServerFn } from '@tanstack/react-start'
import { memberMay } from '~/auth/gate'
import { shape } from '~/shape'
import { projectInput, projectRemoval, projectRename } from './projects'
import * as projects from './projects.server'

export const listProjects = createServerFn({ method: 'GET' })
  .middleware([memberMay({ project: ['read'] })])
  .handler(({ context }) => projects.list(context.scope))

export const createProject = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['create'] })])
  .validator(shape(projectInput))
  .handler(({ context, data }) => projects.create(context.scope, data))

export const renameProject = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['update'] })])
  .validator(shape(projectRename))
  .handler(({ context, data }) => projects.rename(context.scope, data))

export const removeProject = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['delete'] })])
  .validator(shape(projectRemoval))
  .handler(({ context, data }) => projects.remove(context.scope, data))
