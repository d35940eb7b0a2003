import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * After a change: what no screen shows now is asked for anew when one does. What is on its way to a screen stays, for
 * without it that screen could not be shown; it may have been asked for before the change, and is so once more.
 * @param queryKey the beginning of what is forgotten; everything where it is left out
 */
export function forgetUnseen(queryClient: QueryClient, queryKey?: QueryKey): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey, type: 'inactive' })) {
    const { queryKey, promise, state } = query
    if (state.fetchStatus === 'idle') {
      queryClient.removeQueries({ queryKey, exact: true })
      continue
    }
    const again = () => queryClient.invalidateQueries({ queryKey, exact: true })
    promise?.then(again, again)
  }
}
