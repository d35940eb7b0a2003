import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useServerFn } from '@tanstack/react-start'
import { withStepUp } from '~/auth/step-up/step-up'
import { refetchInterval } from './jobs.queries'
import type { LettersQuery } from './letters'
import { getLetter, listLetters, resendLetter } from './letters.functions'

export const lettersQuery = (query: LettersQuery) =>
  queryOptions({
    queryKey: ['operator', 'letters', 'list', query],
    queryFn: () => listLetters({ data: query }),
    placeholderData: keepPreviousData,
    refetchInterval,
  })

export const letterQuery = (id: string) =>
  queryOptions({
    queryKey: ['operator', 'letters', 'one', id],
    queryFn: () => getLetter({ data: { id } }),
    refetchInterval,
  })

/** Sends a letter that failed once more, and makes the pages be read anew. */
export function useResend() {
  const queryClient = useQueryClient()
  const resend = useServerFn(resendLetter)
  return useMutation({
    mutationFn: (data: { id: string; reason: string }) => withStepUp(() => resend({ data })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['operator'] }),
  })
}
