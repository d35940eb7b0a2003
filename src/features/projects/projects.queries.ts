import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useServerFn } from '@tanstack/react-start'
import { createProject, listProjects, removeProject, renameProject } from './projects.functions'

export const projectsQuery = (org: string) =>
  queryOptions({ queryKey: [org, 'projects'], queryFn: () => listProjects({ data: { org } }) })

/** The three writes, each followed by a fresh list. */
export function useProjectWrites(org: string) {
  const queryClient = useQueryClient()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: projectsQuery(org).queryKey })
  return {
    create: useMutation({ mutationFn: useServerFn(createProject), onSuccess }),
    rename: useMutation({ mutationFn: useServerFn(renameProject), onSuccess }),
    remove: useMutation({ mutationFn: useServerFn(removeProject), onSuccess }),
  }
}
