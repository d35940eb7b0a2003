import { createFileRoute, Outlet, redirect } from '@tanstack/react-router'
import { sessionQuery } from '~/auth/session.queries'
import { StepUp } from '~/features/account/step-up'
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
    if (!session.user.name)
      throw redirect({ to: '/your-name', search: { redirect: location.href } })
    return { user: session.user }
  },
  errorComponent: TroublePage,
  component: Framed,
})

function Framed() {
  return (
    <Floating>
      <Outlet />
      <StepUp />
    </Floating>
  )
}
