import { createFileRoute, Outlet, redirect } from '@tanstack/react-router'
import { FolderClosed, House, KeyRound, Settings, Shapes, UsersRound } from 'lucide-react'
import { may, type Permission } from '~/auth/permissions'
import { PersonMenu } from '~/features/account/person-menu'
import { OrganizationSwitcher } from '~/features/organizations/organization-switcher'
import { findNewAddress } from '~/features/organizations/organizations.functions'
import { membershipQuery, organizationsQuery } from '~/features/organizations/organizations.queries'
import { Refusal } from '~/refusal'
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
      const slug = isGone(error) && (await findNewAddress({ data: { slug: params.org } }))
      if (!slug) throw error
      throw redirect({ href: location.href.replace(`/app/${params.org}`, `/app/${slug}`) })
    }
  },
  loader: ({ context }) => context.queryClient.ensureQueryData(organizationsQuery),
  errorComponent: TroublePage,
  component: Organization,
})

function isGone(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'not_found'
}

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
  const { granted } = Route.useRouteContext()
  const seen = nav.filter(({ needs }) => may(granted, needs))
  return (
    <Shell
      switcher={<OrganizationSwitcher org={params.org} />}
      person={<PersonMenu />}
      nav={seen.map((item) => ({ ...item, params }))}
    >
      <Outlet />
    </Shell>
  )
}
