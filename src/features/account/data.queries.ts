import { queryOptions } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { withStepUp } from '~/auth/step-up/step-up'
import { useSessionChange } from '~/auth/use-session-change'
import { exportMyData, findWhatKeeps } from './data.functions'

/** What stands against deleting my account; null when nothing does. */
export const whatKeepsQuery = queryOptions({
  queryKey: ['account', 'what-keeps'],
  queryFn: () => findWhatKeeps(),
  // It changes where organizations are managed, not here.
  staleTime: 0,
})

/** Taking what is mine along, and going. */
export function useDataActs() {
  const router = useRouter()
  const session = useSessionChange()
  return {
    /** Hands the archive to the browser as a download. */
    async takeAlong() {
      const answer = await withStepUp(() => exportMyData())
      const [, name = 'export.zip'] =
        /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '') ?? []
      const address = URL.createObjectURL(await answer.blob())
      const link = document.createElement('a')
      link.href = address
      link.download = name
      link.click()
      URL.revokeObjectURL(address)
    },
    async deleteAccount() {
      await withStepUp(async () => answered(await authClient.deleteUser({})))
      await router.navigate({ to: '/goodbye', replace: true })
      await session.replace()
    },
  }
}
