import { createServerFn } from '@tanstack/react-start'
import { memberMay } from '~/auth/gate'
import { shape } from '~/shape'
import { candidatesInput, teamInput, teamsInput } from './teams'
import * as teams from './teams.server'

export const listTeams = createServerFn({ method: 'GET' })
  .middleware([memberMay({ team: ['read'] })])
  .validator(shape(teamsInput))
  .handler(({ context, data }) => teams.list(context.scope, data))

export const getTeam = createServerFn({ method: 'GET' })
  .middleware([memberMay({ team: ['read'] })])
  .validator(shape(teamInput))
  .handler(({ context, data }) => teams.get(context.scope, data))

/** Who can still be added to a team, for those who may add. */
export const listCandidates = createServerFn({ method: 'GET' })
  .middleware([memberMay({ team: ['update'] })])
  .validator(shape(candidatesInput))
  .handler(({ context, data }) => teams.candidates(context.scope, data))
