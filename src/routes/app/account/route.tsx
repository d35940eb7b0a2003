import { createFileRoute, Outlet } from '@tanstack/react-router'
import { AccountFrame } from '~/features/account/account-frame'

/** A person's own pages, whatever organization they come from. */
export const Route = createFileRoute('/app/account')({
  component: () => (
    <AccountFrame>
      <Outlet />
    </AccountFrame>
  ),
})
