import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { useSessionChange } from '~/auth/use-session-change'
import { Refusal } from '~/refusal'
import { logoForm, logoLimit } from './settings'
import {
  countSecondSteps,
  demandSecondStep,
  getSettings,
  removeLogo,
  searchHeirs,
  setLogo,
  transferOwnership,
} from './settings.functions'

export const settingsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'settings'],
    queryFn: () => getSettings({ data: { org } }),
  })

export const secondStepsQuery = (org: string) =>
  queryOptions({
    queryKey: [org, 'settings', 'second-steps'],
    queryFn: () => countSecondSteps({ data: { org } }),
  })

export const heirsQuery = (org: string, q: string) =>
  queryOptions({
    queryKey: [org, 'settings', 'heirs', q],
    queryFn: () => searchHeirs({ data: { org, q } }),
    placeholderData: keepPreviousData,
  })

type Words = { name?: string; slug?: string; website?: string }

/** Acts on the organization itself, each followed by fresh pages: its name and logo stand on all of them. */
export function useOrganizationActs(org: string, organizationId: string) {
  const queryClient = useQueryClient()
  const router = useRouter()
  const { refresh } = useSessionChange()

  /** Away from this address: nothing that was known under it stays in memory. */
  async function leaveBy(going: () => Promise<void>) {
    await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== org })
    await going()
    await refresh()
  }

  return {
    async change(data: Words) {
      answered(await authClient.organization.update({ organizationId, data }))
      const { slug = org } = data
      if (slug === org) return refresh()
      const to = { to: '/app/$org/settings', params: { org: slug }, replace: true } as const
      await leaveBy(() => router.navigate(to))
    },
    async setLogo(picture: File) {
      // Said before it is sent: the server takes no more than that at once.
      if (picture.size > logoLimit) throw new Refusal('invalid', 'Use a picture of at most 1 MB.')
      await setLogo({ data: logoForm(org, picture) })
      await refresh()
    },
    async removeLogo() {
      await removeLogo({ data: { org } })
      await refresh()
    },
    async demandSecondStep(days: number | null) {
      await demandSecondStep({ data: { org, days } })
      await refresh()
    },
    async handOver(member: string) {
      await transferOwnership({ data: { org, member } })
      await refresh()
    },
    async leave() {
      answered(await authClient.organization.leave({ organizationId }))
      await leaveBy(() => router.navigate({ to: '/app' }))
    },
    async remove() {
      answered(await authClient.organization.delete({ organizationId }))
      await leaveBy(() => router.navigate({ to: '/app' }))
    },
  }
}
