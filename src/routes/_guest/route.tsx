import { createFileRoute, Outlet, redirect } from '@tanstack/react-router'
import { sessionQuery } from '~/auth/session.queries'
import { ownPath } from '~/auth/sign-in/redirect'
import { guestSearch } from '~/features/sign-in/sign-in'
import { Floating } from '~/ui/floating'
import { TroublePage } from '~/ui/trouble'

/** Where a letter leads, whoever is signed in. */
const forEverybody = new Set([
  '/change-email',
  '/magic-link',
  '/verify-email',
  '/reset-password',
  '/not-me',
])

/** The pages at the door: whoever is signed in already goes on. */
export const Route = createFileRoute('/_guest')({
  validateSearch: guestSearch,
  beforeLoad: async ({ context, search, location }) => {
    if (forEverybody.has(location.pathname)) return
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (session && !search.add) throw redirect({ href: ownPath(search.redirect) })
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
