import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { withStepUp } from '~/auth/step-up/step-up'
import type { PeopleSearch } from './people'
import {
  endPersonSecondStep,
  endPersonSession,
  getPerson,
  listPeople,
  sendPersonLetter,
  verifyPerson,
} from './people.functions'

const key = ['operator', 'people'] as const

export const peopleQuery = (asked: PeopleSearch = {}) =>
  queryOptions({
    queryKey: [...key, 'list', asked],
    queryFn: () => listPeople({ data: asked }),
    placeholderData: keepPreviousData,
  })

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: () => getPerson({ data: { id } }),
    // Whether somebody is gone is known at the first asking.
    retry: false,
  })

type Reasoned = { reason: string }
type Details = { name?: string; email?: string; emailVerified?: boolean; username?: string | null }

/** What operators do to accounts. Each act is followed by whatever it changed, wherever the console shows it. */
export function usePeopleActs() {
  const queryClient = useQueryClient()
  const done = () => queryClient.invalidateQueries({ queryKey: ['operator'] })
  async function act<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = await withStepUp(work)
    await done()
    return result
  }
  const ask = <Data>(path: string, body: object) =>
    act(async () =>
      answered(await authClient.$fetch<Data>(`/admin/${path}`, { method: 'POST', body })),
    )
  return {
    create: (body: Reasoned & { name: string; email: string }) =>
      ask<{ user: { id: string } }>('create-user', body),
    change: (userId: string, body: Reasoned & { data: Details; seen: string }) =>
      ask('update-user', { userId, ...body }),
    setPassword: (userId: string, body: Reasoned & { newPassword: string }) =>
      ask('set-user-password', { userId, ...body }),
    setRole: (userId: string, body: Reasoned & { role: string }) =>
      ask('set-role', { userId, ...body }),
    ban: (userId: string, body: Reasoned & { banExpiresIn?: number }) =>
      ask('ban-user', { userId, ...body }),
    unban: (userId: string, body: Reasoned) => ask('unban-user', { userId, ...body }),
    endSessions: (userId: string, body: Reasoned) =>
      ask('revoke-user-sessions', { userId, ...body }),
    /** Whoever is gone is not asked for again. */
    remove: async (userId: string, body: Reasoned) => {
      await withStepUp(async () =>
        answered(
          await authClient.$fetch('/admin/remove-user', {
            method: 'POST',
            body: { userId, ...body },
          }),
        ),
      )
      await queryClient.invalidateQueries({
        queryKey: ['operator'],
        predicate: ({ queryKey }) => !queryKey.includes(userId),
      })
    },
    verify: (data: Parameters<typeof verifyPerson>[0]['data']) => act(() => verifyPerson({ data })),
    sendLetter: (data: Parameters<typeof sendPersonLetter>[0]['data']) =>
      act(() => sendPersonLetter({ data })),
    endSecondStep: (data: Parameters<typeof endPersonSecondStep>[0]['data']) =>
      act(() => endPersonSecondStep({ data })),
    endSession: (data: Parameters<typeof endPersonSession>[0]['data']) =>
      act(() => endPersonSession({ data })),
  }
}
