import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Outlet } from '@tanstack/react-router'
import { AccountFrame } from '~/features/account/account-frame'
import { myInvitationsQuery } from '~/features/organizations/organizations.queries'

/** A person's own pages, whatever organization they come from. */
export const Route = createFileRoute('/app/account')({
  loader: ({ context }) => context.queryClient.ensureQueryData(myInvitationsQuery),
  component: Account,
})

function Account() {
  const { data: invitations } = useSuspenseQuery(myInvitationsQuery)
  return (
    <AccountFrame invitations={invitations.length}>
      <Outlet />
    </AccountFrame>
  )
}
