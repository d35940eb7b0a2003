import { createFileRoute, Outlet, redirect } from '@tanstack/react-router'
import { sessionQuery } from '~/auth/session.queries'
import { PersonMenu } from '~/features/account/person-menu'
import { StepUp } from '~/features/account/step-up'
import { operatorQuery } from '~/features/operator/entry.queries'
import { OperatorMark } from '~/features/operator/operator-mark'
import { operatorNav } from '~/features/operator/operator-nav'
import { Floating } from '~/ui/floating'
import { Shell } from '~/ui/shell'
import { TroublePage } from '~/ui/trouble'

/** The console of the people who run the product. Manners only: every door asks again. */
export const Route = createFileRoute('/operator')({
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/sign-in', search: { redirect: location.href } })
    const { role, todo } = await context.queryClient.ensureQueryData(operatorQuery)
    if (todo) throw redirect({ to: '/enter', search: { redirect: location.href } })
    return { user: session.user, role }
  },
  errorComponent: TroublePage,
  component: Console,
})

function Console() {
  const { role } = Route.useRouteContext()
  return (
    <Floating>
      <Shell
        switcher={<OperatorMark role={role} />}
        person={<PersonMenu />}
        nav={operatorNav(role)}
      >
        <Outlet />
      </Shell>
      <StepUp />
    </Floating>
  )
}
