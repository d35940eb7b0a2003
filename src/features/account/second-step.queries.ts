import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { codeIn } from '~/auth/second-step/second-step'
import { withStepUp } from '~/auth/step-up/step-up'
import { useSessionChange } from '~/auth/use-session-change'
import { distrustDevice, getSecondStep } from './second-step.functions'

export const secondStepQuery = queryOptions({
  queryKey: ['account', 'second-step'],
  queryFn: () => getSecondStep(),
})

/** What an authenticator app is given, until its first code has shown that it has it. */
export type SetUp = { uri: string; backupCodes: string[] }

/** Each takes the password of an account that has one; others confirm in place that it is them. */
export function useSecondStepActs() {
  const queryClient = useQueryClient()
  const { refresh } = useSessionChange()
  const { twoFactor } = authClient
  const off = (password?: string) =>
    withStepUp(async () => answered(await twoFactor.disable({ password })))
  return {
    /** Begins to set up an authenticator, or another in the place of the one there is, which ends at once. */
    async begin(password?: string, isMove = false): Promise<SetUp> {
      if (isMove) await off(password)
      const begun = await withStepUp(async () =>
        answered(await twoFactor.enable({ password, method: 'totp' })),
      )
      if (isMove) await refresh()
      if (begun?.method !== 'totp') throw new Error('This is no authenticator.')
      return { uri: begun.totpURI, backupCodes: begun.backupCodes }
    },
    /** The first code of the new app: from now on it counts. */
    async confirm(code: string): Promise<void> {
      answered(await twoFactor.verifyTotp({ code: codeIn(code) }))
    },
    async letters(password?: string): Promise<void> {
      await withStepUp(async () => answered(await twoFactor.enable({ password, method: 'otp' })))
      await refresh()
    },
    async off(password?: string): Promise<void> {
      await off(password)
      await refresh()
    },
    /** New backup codes; the old ones end. */
    async renew(password?: string): Promise<string[]> {
      const made = await withStepUp(async () =>
        answered(await twoFactor.generateBackupCodes({ password })),
      )
      await queryClient.invalidateQueries({ queryKey: secondStepQuery.queryKey })
      return made?.backupCodes ?? []
    },
    async distrust(id?: string): Promise<void> {
      try {
        await distrustDevice({ data: { id } })
      } finally {
        await queryClient.invalidateQueries({ queryKey: secondStepQuery.queryKey })
      }
    },
    refresh,
  }
}
