import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { supportsPasskeys } from '~/auth/passkeys/passkey-ceremony'
import { withStepUp } from '~/auth/step-up/step-up'
import { listMyPasskeys } from './passkeys.functions'

export const passkeysQuery = queryOptions({
  queryKey: ['account', 'passkeys'],
  queryFn: () => listMyPasskeys(),
})

/** Adds, names and removes passkeys; the list shows at once what there is. */
export function usePasskeyActs() {
  const queryClient = useQueryClient()
  const thenRefresh = async <Result>(act: () => Promise<Result>) => {
    try {
      return await act()
    } finally {
      await queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey })
    }
  }
  return {
    /** Gives the new one, under the name the server suggests. */
    add: () =>
      thenRefresh(() =>
        withStepUp(async () => {
          if (!supportsPasskeys()) {
            return answered({ data: null, error: { code: 'PASSKEYS_UNSUPPORTED', status: 400 } })
          }
          return answered(await authClient.passkey.addPasskey())
        }),
      ),
    rename: (id: string, name: string) =>
      thenRefresh(async () => answered(await authClient.passkey.updatePasskey({ id, name }))),
    remove: (id: string) =>
      thenRefresh(async () => answered(await authClient.passkey.deletePasskey({ id }))),
  }
}
