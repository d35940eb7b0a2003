import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { sessionQuery } from '~/auth/session.queries'
import type { PageSearch } from './teams'
import { getTeam, listCandidates, listTeams } from './teams.functions'

export const teamsQuery = (org: string, search: PageSearch = {}) =>
  queryOptions({
    queryKey: [org, 'teams', 'list', search],
    queryFn: () => listTeams({ data: { org, ...search } }),
  })

export const teamQuery = (org: string, team: string, search: PageSearch = {}) =>
  queryOptions({
    queryKey: [org, 'teams', team, search],
    queryFn: () => getTeam({ data: { org, team, ...search } }),
  })

export const candidatesQuery = (org: string, team: string, q: string) =>
  queryOptions({
    queryKey: [org, 'teams', team, 'candidates', q],
    queryFn: () => listCandidates({ data: { org, team, q } }),
    placeholderData: keepPreviousData,
  })

type Name = { name: string }
type OfTeam = { teamId: string }
type Person = OfTeam & { userId: string }

/** better-auth's acts on teams, each followed by fresh pages: who is in a team decides what is seen of projects. */
export function useTeamWrites(org: string, organizationId: string) {
  const queryClient = useQueryClient()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: [org] })
  const { createTeam, updateTeam, removeTeam, addTeamMember, removeTeamMember } =
    authClient.organization
  const { setActive, setActiveTeam } = authClient.organization
  return {
    create: useMutation({
      mutationFn: async ({ name }: Name) => answered(await createTeam({ name, organizationId })),
      onSuccess,
    }),
    rename: useMutation({
      mutationFn: async ({ teamId, name }: OfTeam & Name) =>
        answered(await updateTeam({ teamId, data: { name, organizationId } })),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: async ({ teamId }: OfTeam) =>
        answered(await removeTeam({ teamId, organizationId })),
      onSuccess,
    }),
    add: useMutation({
      mutationFn: async (person: Person) =>
        answered(await addTeamMember({ ...person, organizationId })),
      onSuccess,
    }),
    /** Where one's own new projects start: in this team, or in the whole organization. */
    activate: useMutation({
      mutationFn: async (teamId: string | null) => {
        answered(await setActive({ organizationId }))
        answered<unknown>(await setActiveTeam({ teamId }))
      },
      onSuccess: () => queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    }),
    takeOut: useMutation({
      mutationFn: async (person: Person) =>
        answered(await removeTeamMember({ ...person, organizationId })),
      onSuccess,
    }),
  }
}
