import { queryOptions } from '@tanstack/react-query'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { withStepUp } from '~/auth/step-up/step-up'
import { useSessionChange } from '~/auth/use-session-change'
import { hasPassword, setFirstPassword } from './password.functions'

/** Whether I have a password. */
export const passwordQuery = queryOptions({
  queryKey: ['account', 'password'],
  queryFn: () => hasPassword(),
})

export function usePasswordActs() {
  const { refresh } = useSessionChange()
  return {
    /** Every other browser is signed out; this one has another session afterwards. */
    async change({ currentPassword, password }: { currentPassword: string; password: string }) {
      const wanted = { currentPassword, newPassword: password, revokeOtherSessions: true }
      answered(await authClient.changePassword(wanted))
      await refresh()
    },
    async setFirst(password: string) {
      await withStepUp(() => setFirstPassword({ data: { password } }))
      await refresh()
    },
  }
}
