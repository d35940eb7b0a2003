import { createFileRoute, redirect } from '@tanstack/react-router'
import { z } from 'zod/mini'
import { sessionQuery } from '~/auth/session.queries'
import { ownPath } from '~/auth/sign-in/redirect'
import { StepUp } from '~/features/account/step-up'
import { Enter } from '~/features/operator/enter'
import { operatorQuery } from '~/features/operator/entry.queries'
import { Floating } from '~/ui/floating'
import { NarrowFrame } from '~/ui/narrow-frame'
import { TroublePage } from '~/ui/trouble'

const titles = {
  confirm: { title: 'Confirm that it is you', sentence: 'You signed in a while ago.' },
  'second step': {
    title: 'A second step first',
    sentence: 'Whoever works here signs in with a second step.',
  },
}

/** Where the people who run the product come through when the console asks for more than a session. */
export const Route = createFileRoute('/enter')({
  validateSearch: z.object({ redirect: z.optional(z.string()) }),
  head: () => ({ meta: [{ title: 'Enter' }] }),
  beforeLoad: async ({ context, search }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/sign-in', search: { redirect: search.redirect } })
    const to = ownPath(search.redirect ?? '/operator')
    const { todo } = await context.queryClient.fetchQuery(operatorQuery)
    if (!todo) throw redirect({ href: to })
    return { todo, to }
  },
  errorComponent: TroublePage,
  component: EnterPage,
})

function EnterPage() {
  const { todo, to } = Route.useRouteContext()
  return (
    <Floating>
      <NarrowFrame {...titles[todo]}>
        <Enter todo={todo} to={to} />
      </NarrowFrame>
      <StepUp />
    </Floating>
  )
}
