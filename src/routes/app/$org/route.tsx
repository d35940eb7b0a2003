import { createFileRoute, Outlet } from '@tanstack/react-router'
import { FolderClosed, House, KeyRound, Settings, Shapes, UsersRound } from 'lucide-react'
import { may, type Permission } from '~/auth/permissions'
import { PersonMenu } from '~/features/account/person-menu'
import { leadAway } from '~/features/organizations/led-away'
import { OrganizationSwitcher } from '~/features/organizations/organization-switcher'
import { membershipQuery, organizationsQuery } from '~/features/organizations/organizations.queries'
import { SecondStepAhead } from '~/features/organizations/second-step-notice'
import { type NavItem, Shell } from '~/ui/shell'
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

/** A page is shown to whoever may see what it is about. */
const nav: readonly (NavItem & { needs: Permission })[] = [
  { to: '/app/$org', label: 'Overview', icon: House, exact: true, needs: {} },
  { to: '/app/$org/projects', label: 'Projects', icon: FolderClosed, needs: { project: ['read'] } },
  { to: '/app/$org/members', label: 'Members', icon: UsersRound, needs: { member: ['read'] } },
  { to: '/app/$org/teams', label: 'Teams', icon: Shapes, needs: { team: ['read'] } },
  { to: '/app/$org/roles', label: 'Roles', icon: KeyRound, needs: { ac: ['read'] } },
  { to: '/app/$org/settings', label: 'Settings', icon: Settings, needs: {} },
]

function Organization() {
  const params = Route.useParams()
  const { granted, organization, secondStepBy } = Route.useRouteContext()
  const seen = nav.filter(({ needs }) => may(granted, needs))
  return (
    <Shell
      switcher={<OrganizationSwitcher org={params.org} />}
      person={<PersonMenu />}
      notice={
        secondStepBy && (
          <SecondStepAhead name={organization.name} slug={params.org} by={secondStepBy} />
        )
      }
      nav={seen.map((item) => ({ ...item, params }))}
    >
      <Outlet />
    </Shell>
  )
}
