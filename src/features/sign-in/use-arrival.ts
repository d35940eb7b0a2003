import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { getSession } from '~/auth/session.functions'
import { sessionQuery } from '~/auth/session.queries'
import { ownPath } from '~/auth/sign-in/redirect'
import { useSessionChange } from '~/auth/use-session-change'
import { Refusal } from '~/refusal'

/**
 * What follows an answer to a way in, the same for every way: the second step where one is asked for, or on to
 * where the person was going, with nothing in memory of whoever was here before. Throws a Refusal when the browser
 * kept no session.
 */
export function useArrival(redirect?: string) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const session = useSessionChange()
  return async (answer: unknown, to = ownPath(redirect)) => {
    if (asksSecondStep(answer)) {
      // Whoever was signed in before is so no longer, until this sign-in is done or given up.
      queryClient.removeQueries({ queryKey: sessionQuery.queryKey })
      await navigate({ to: '/two-factor', search: { redirect }, replace: true })
      return
    }
    if (!(await getSession())) throw cookiesOff()
    await session.become(to)
  }
}

/** A right password, link or code is half of the way for whoever asks for a second step. */
export function asksSecondStep(answer: unknown): boolean {
  return Boolean(
    answer &&
      typeof answer === 'object' &&
      'twoFactorRedirect' in answer &&
      answer.twoFactorRedirect,
  )
}

/** What a browser is told that keeps nothing of what it was given. */
export const cookiesOff = () =>
  new Refusal(
    'unavailable',
    'Your browser did not keep that you signed in. Allow cookies for this page, then try again.',
  )
