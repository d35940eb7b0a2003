import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useServerFn } from '@tanstack/react-start'
import { withStepUp } from '~/auth/step-up/step-up'
import type { JobsQuery } from './jobs'
import { discardJob, getJob, listJobs, listQueues, retryJob } from './jobs.functions'

/** Work goes on while one looks at it. */
export const refetchInterval = 10_000

export const queuesQuery = queryOptions({
  queryKey: ['operator', 'jobs', 'queues'],
  queryFn: () => listQueues(),
  refetchInterval,
})

export const jobsQuery = (query: JobsQuery) =>
  queryOptions({
    queryKey: ['operator', 'jobs', 'list', query],
    queryFn: () => listJobs({ data: query }),
    placeholderData: keepPreviousData,
    refetchInterval,
  })

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['operator', 'jobs', 'one', id],
    queryFn: () => getJob({ data: { id } }),
  })

type Act = { id: string; reason: string }

/** What an operator does about jobs; each is confirmed where that is due, and makes the pages be read anew. */
export function useJobWrites() {
  const queryClient = useQueryClient()
  const retry = useServerFn(retryJob)
  const discard = useServerFn(discardJob)
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ['operator'] })
  return {
    retry: useMutation({
      mutationFn: (data: Act) => withStepUp(() => retry({ data })),
      onSettled,
    }),
    discard: useMutation({
      mutationFn: (data: Act) => withStepUp(() => discard({ data })),
      onSettled,
    }),
  }
}
