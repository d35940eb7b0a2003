import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useServerFn } from '@tanstack/react-start'
import type { ProjectsQuery } from './projects'
import {
  archiveProject,
  createProject,
  getProject,
  listProjects,
  listProjectTeams,
  removeProject,
  restoreProject,
  updateProject,
} from './projects.functions'
import type { ProjectsPage } from './projects-list.server'

const lists = (org: string) => [org, 'projects', 'list'] as const

export const projectsQuery = (org: string, query: ProjectsQuery) =>
  queryOptions({
    queryKey: [...lists(org), query],
    queryFn: () => listProjects({ data: { org, ...query } }),
    placeholderData: keepPreviousData,
  })

/** The teams the reader may put a project into. */
export const projectTeamsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'projects', 'teams'],
    queryFn: () => listProjectTeams({ data: { org } }),
  })

export const projectQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: [org, 'projects', 'one', id],
    queryFn: () => getProject({ data: { org, id } }),
  })

/** The writes. Each makes everything else of the organization read anew, for other pages show projects too. */
export function useProjectWrites(org: string) {
  const queryClient = useQueryClient()
  const onSettled = () => queryClient.invalidateQueries({ queryKey: [org] })

  /** The row leaves its list before the server has answered; a refusal brings it back. */
  async function onMutate({ data: { id } }: { data: { id: string } }) {
    await queryClient.cancelQueries({ queryKey: lists(org) })
    queryClient.setQueriesData<ProjectsPage>({ queryKey: lists(org) }, (page) => {
      const projects = page?.projects.filter((project) => project.id !== id)
      if (!page || !projects || projects.length === page.projects.length) return page
      return { ...page, projects, matching: page.matching - 1 }
    })
  }

  /** What is gone is not asked for again, also not by its own page. */
  const onRemoved = (_removed: unknown, { data: { id } }: { data: { id: string } }) =>
    queryClient.invalidateQueries({
      queryKey: [org],
      predicate: ({ queryKey }) => !queryKey.some((part) => part === id),
    })

  return {
    create: useMutation({ mutationFn: useServerFn(createProject), onSettled }),
    update: useMutation({ mutationFn: useServerFn(updateProject), onSettled }),
    archive: useMutation({ mutationFn: useServerFn(archiveProject), onMutate, onSettled }),
    restore: useMutation({ mutationFn: useServerFn(restoreProject), onMutate, onSettled }),
    remove: useMutation({ mutationFn: useServerFn(removeProject), onSuccess: onRemoved }),
  }
}
