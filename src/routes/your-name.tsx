import { createFileRoute, redirect } from '@tanstack/react-router'
import { z } from 'zod/mini'
import { sessionQuery } from '~/auth/session.queries'
import { ownPath } from '~/auth/sign-in/redirect'
import { NameForm } from '~/features/sign-in/name-form'
import { NarrowFrame } from '~/ui/narrow-frame'
import { TroublePage } from '~/ui/trouble'

/** Where everybody comes through once who has an account and no name yet. */
export const Route = createFileRoute('/your-name')({
  validateSearch: z.object({ redirect: z.optional(z.string()) }),
  head: () => ({ meta: [{ title: 'Your name' }] }),
  beforeLoad: async ({ context, search }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/sign-in', search: { redirect: search.redirect } })
    if (session.user.name) throw redirect({ href: ownPath(search.redirect) })
  },
  errorComponent: TroublePage,
  component: YourName,
})

function YourName() {
  const { redirect } = Route.useSearch()
  return (
    <NarrowFrame title="What is your name?" sentence="Your account is ready.">
      <NameForm redirect={redirect} />
    </NarrowFrame>
  )
}
