import { createFileRoute, Outlet, redirect } from '@tanstack/react-router'
import { sessionQuery } from '~/auth/session.queries'
import { Floating } from '~/ui/floating'
import { TroublePage } from '~/ui/trouble'

/** Everything below is for people who are signed in. Manners only: every door asks again. */
export const Route = createFileRoute('/app')({
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData({
      ...sessionQuery,
      revalidateIfStale: true,
    })
    if (!session) throw redirect({ to: '/sign-in', search: { redirect: location.href } })
    return { user: session.user }
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
