import { useSuspenseQuery } from '@tanstack/react-query'
import { authClient } from './auth-client'
import { sessionQuery } from './session.queries'

/**
 * Who is signed in, as better-auth's store has it; as the page was loaded with it until the store has answered, and
 * while it still holds the account that was at work before. Null for nobody.
 */
export function usePerson() {
  const { data: loaded } = useSuspenseQuery(sessionQuery)
  const { data: stored } = authClient.useSession()
  if (!loaded) return null
  if (stored?.user.id !== loaded.user.id) return loaded.user
  const { name, email, image = null } = stored.user
  return { ...loaded.user, name, email, image }
}
