import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useServerFn } from '@tanstack/react-start'
import { withStepUp } from '~/auth/step-up/step-up'
import type { OrganizationsSearch } from './organizations'
import {
  assignOwner,
  endGrant,
  extendTrial,
  findOwners,
  getOrganization,
  grantPlan,
  restoreOrganization,
  searchOrganizations,
  suspendOrganization,
} from './organizations.functions'

export const organizationsQuery = ({ q, plan, status, only, sort, page }: OrganizationsSearch) => {
  const asked = { q, plan, status, only, sort, page }
  return queryOptions({
    queryKey: ['operator', 'organizations', 'list', asked],
    queryFn: () => searchOrganizations({ data: asked }),
    placeholderData: keepPreviousData,
  })
}

export const organizationQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['operator', 'organizations', 'one', organizationId],
    queryFn: () => getOrganization({ data: { organizationId } }),
  })

export const ownersQuery = (organizationId: string, q: string) =>
  queryOptions({
    queryKey: ['operator', 'organizations', 'owners', organizationId, q],
    queryFn: () => findOwners({ data: { organizationId, q } }),
    placeholderData: keepPreviousData,
  })

/** What operators do to an organization. Each asks anew who it is where that was long ago, and refreshes the console. */
export function useOrganizationActs() {
  return {
    suspend: useAct(useServerFn(suspendOrganization)),
    restore: useAct(useServerFn(restoreOrganization)),
    assignOwner: useAct(useServerFn(assignOwner)),
    extendTrial: useAct(useServerFn(extendTrial)),
    grantPlan: useAct(useServerFn(grantPlan)),
    endGrant: useAct(useServerFn(endGrant)),
  }
}

function useAct<Input>(door: (call: { data: Input }) => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (data: Input) => withStepUp(() => door({ data })),
    // Also after a refusal: whoever was second sees what the first one did.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['operator'] }),
  })
}
