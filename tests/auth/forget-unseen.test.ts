import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { forgetUnseen } from '~/auth/forget-unseen'

const queryKey = ['acme', 'members']

/** A query that is answered when it is told to, each time with the next number. */
function asked() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const waiting: ((answer: number) => void)[] = []
  const query = {
    queryKey,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => new Promise<number>((resolve) => waiting.push(resolve)),
  }
  const answer = () => waiting.shift()?.(answered++)
  let answered = 1
  return { queryClient, query, answer, waiting }
}

test('what is on its way to a screen arrives there, and is asked for once more', async () => {
  const { queryClient, query, answer, waiting } = asked()
  const loading = queryClient.ensureQueryData(query)
  forgetUnseen(queryClient)
  answer()
  expect(await loading).toBe(1)
  const seen: unknown[] = []
  const screen = new QueryObserver(queryClient, query)
  screen.subscribe(({ data }) => seen.push(data))
  await expect.poll(() => waiting.length).toBe(1)
  answer()
  await expect.poll(() => seen.at(-1)).toBe(2)
})

test('what no screen shows is forgotten, and what one shows is not', async () => {
  const { queryClient, query } = asked()
  queryClient.setQueryData(queryKey, 1)
  queryClient.setQueryData(['globex', 'members'], 1)
  queryClient.setQueryData(['acme', 'shown'], 1)
  const screen = new QueryObserver(queryClient, { ...query, queryKey: ['acme', 'shown'] })
  const leave = screen.subscribe(() => undefined)
  forgetUnseen(queryClient, ['acme'])
  expect(queryClient.getQueryData(queryKey)).toBeUndefined()
  expect(queryClient.getQueryData(['globex', 'members'])).toBe(1)
  expect(queryClient.getQueryData(['acme', 'shown'])).toBe(1)
  leave()
})
