import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useServerFn } from '@tanstack/react-start'
import { withStepUp } from '~/auth/step-up/step-up'
import type { DriftQuery, EventsQuery } from './inbox'
import {
  countSubscriptions,
  explainPlan,
  getEvent,
  getPlanTimeline,
  listDrift,
  listEvents,
  replayEvent,
  replayFailedEvents,
} from './inbox.functions'

export const eventsQuery = (query: EventsQuery) =>
  queryOptions({
    queryKey: ['operator', 'billing', 'events', query],
    queryFn: () => listEvents({ data: query }),
    placeholderData: keepPreviousData,
  })

export const eventQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['operator', 'billing', 'event', eventId],
    queryFn: () => getEvent({ data: { eventId } }),
  })

export const driftQuery = (query: DriftQuery) =>
  queryOptions({
    queryKey: ['operator', 'billing', 'drift', query],
    queryFn: () => listDrift({ data: query }),
    placeholderData: keepPreviousData,
  })

export const subscriptionsQuery = queryOptions({
  queryKey: ['operator', 'billing', 'subscriptions'],
  queryFn: () => countSubscriptions(),
})

export const whyQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['operator', 'billing', 'why', organizationId],
    queryFn: () => explainPlan({ data: { organizationId } }),
  })

export const timelineQuery = (organizationId: string, page: string | undefined) =>
  queryOptions({
    queryKey: ['operator', 'billing', 'timeline', organizationId, page],
    queryFn: () => getPlanTimeline({ data: { organizationId, page } }),
    placeholderData: keepPreviousData,
  })

/** What an operator does about events; each is confirmed where that is due, and makes the pages be read anew. */
export function useReplays() {
  const queryClient = useQueryClient()
  const one = useServerFn(replayEvent)
  const all = useServerFn(replayFailedEvents)
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ['operator'] })
  return {
    replay: useMutation({
      mutationFn: (data: { eventId: string; reason: string }) => withStepUp(() => one({ data })),
      onSettled,
    }),
    replayAll: useMutation({
      mutationFn: (data: { q?: string; type?: string; reason: string }) =>
        withStepUp(() => all({ data })),
      onSettled,
    }),
  }
}
