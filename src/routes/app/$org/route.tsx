import { createFileRoute, Outlet, redirect } from '@tanstack/react-router'
import { FolderClosed, House, UsersRound } from 'lucide-react'
import { PersonMenu } from '~/features/account/person-menu'
import { OrganizationSwitcher } from '~/features/organizations/organization-switcher'
import { findNewAddress } from '~/features/organizations/organizations.functions'
import { membershipQuery, organizationsQuery } from '~/features/organizations/organizations.queries'
import { Refusal } from '~/refusal'
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

function Organization() {
  const { org } = Route.useParams()
  const params = { org }
  return (
    <Shell
      switcher={<OrganizationSwitcher org={org} />}
      person={<PersonMenu />}
      nav={[
        { to: '/app/$org', params, label: 'Overview', icon: House, exact: true },
        { to: '/app/$org/projects', params, label: 'Projects', icon: FolderClosed },
        { to: '/app/$org/members', params, label: 'Members', icon: UsersRound },
      ]}
    >
      <Outlet />
    </Shell>
  )
}
