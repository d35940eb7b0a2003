import { createServerFn } from '@tanstack/react-start'
import { memberMay } from '~/auth/gate'
import { shape } from '~/shape'
import { personInput, searchInput } from './roles'
import * as roles from './roles.server'

export const listRoles = createServerFn({ method: 'GET' })
  .middleware([memberMay({ ac: ['read'] })])
  .handler(({ context }) => roles.list(context.scope))

/** For whoever decides about somebody's role: they must know what it means. */
export const explainPerson = createServerFn({ method: 'GET' })
  .middleware([memberMay({ member: ['read', 'update'] })])
  .validator(shape(personInput))
  .handler(({ context, data }) => roles.explain(context.scope, data))

export const searchPeople = createServerFn({ method: 'GET' })
  .middleware([memberMay({ member: ['read', 'update'] })])
  .validator(shape(searchInput))
  .handler(({ context, data }) => roles.search(context.scope, data))
