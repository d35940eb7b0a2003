import { createFileRoute, Outlet } from '@tanstack/react-router'
import { PersonMenu } from '~/features/account/person-menu'
import { comingNotice, pressingNotice } from '~/features/billing/billing-notice'
import { nameOf } from '~/features/billing/words'
import { leadAway } from '~/features/organizations/led-away'
import { navOf } from '~/features/organizations/organization-nav'
import { OrganizationSwitcher } from '~/features/organizations/organization-switcher'
import { membershipQuery, organizationsQuery } from '~/features/organizations/organizations.queries'
import { readOnlyNotice, suspendedNotice } from '~/features/organizations/read-only-notice'
import { SecondStepAhead } from '~/features/organizations/second-step-notice'
import { Shell } from '~/ui/shell'
import { TroublePage } from '~/ui/trouble'

/** One organization: membership is looked up from the address, and gives the pages below their context. */
export const Route = createFileRoute('/app/$org')({
  beforeLoad: async ({ context, params, location }) => {
    try {
      return await context.queryClient.ensureQueryData({
        ...membershipQuery(params.org),
        revalidateIfStale: true,
      })
    } catch (error) {
      return leadAway(error, params.org, location.href)
    }
  },
  loader: ({ context }) => context.queryClient.ensureQueryData(organizationsQuery),
  errorComponent: TroublePage,
  component: Organization,
})

function Organization() {
  const params = Route.useParams()
  const { granted, organization, readOnly, secondStepBy, standing, suspended } =
    Route.useRouteContext()
  const bill = { org: params.org, name: organization.name, granted, standing }
  return (
    <Shell
      switcher={<OrganizationSwitcher org={params.org} plan={nameOf(standing.plan)} />}
      person={<PersonMenu />}
      notice={
        suspendedNotice(organization.name, suspended) ??
        readOnlyNotice({ ...bill, readOnly }) ??
        pressingNotice(bill) ??
        (secondStepBy && (
          <SecondStepAhead name={organization.name} slug={params.org} by={secondStepBy} />
        )) ??
        comingNotice(bill)
      }
      nav={navOf(params, granted)}
    >
      <Outlet />
    </Shell>
  )
}
