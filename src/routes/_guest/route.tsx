import { createFileRoute, Outlet, redirect } from '@tanstack/react-router'
import { ownPath } from '~/auth/redirect'
import { sessionQuery } from '~/auth/session.queries'
import { guestSearch } from '~/features/sign-in/sign-in'
import { Floating } from '~/ui/floating'
import { TroublePage } from '~/ui/trouble'

/** The pages at the door: whoever is signed in already goes on. */
export const Route = createFileRoute('/_guest')({
  validateSearch: guestSearch,
  beforeLoad: async ({ context, search, location }) => {
    const stays = location.pathname === '/verify-email' || location.pathname === '/reset-password'
    if (stays) return
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (session) throw redirect({ href: ownPath(search.redirect) })
  },
  errorComponent: TroublePage,
  component: Framed,
})

function Framed() {
  return (
    <Floating>
      <Outlet />
    </Floating>
  )
}
