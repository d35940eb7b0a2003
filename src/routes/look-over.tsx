import { createFileRoute, redirect } from '@tanstack/react-router'
import { z } from 'zod/mini'
import { comeBack } from '~/auth/impersonation/look.functions'
import { sessionQuery } from '~/auth/session.queries'
import { LookOver } from '~/features/impersonation/look-over'
import { lenient } from '~/search'
import { Floating } from '~/ui/floating'
import { NarrowFrame } from '~/ui/narrow-frame'
import { TroublePage } from '~/ui/trouble'

/** A look through somebody's eyes has ended: back in the operator's own session, where that goes on. */
export const Route = createFileRoute('/look-over')({
  validateSearch: z.object({ out: lenient(z.boolean()) }),
  head: () => ({ meta: [{ title: 'Looking is over' }] }),
  loaderDeps: ({ search: { out } }) => ({ out }),
  loader: async ({ context, deps }) => {
    if (deps.out) return { operator: null, person: null }
    const back = await comeBack()
    context.queryClient.removeQueries({ queryKey: sessionQuery.queryKey })
    if (!back) throw redirect({ to: '/app' })
    return back
  },
  // What was done is not done again by looking at it.
  staleTime: Number.POSITIVE_INFINITY,
  errorComponent: TroublePage,
  component: LookOverPage,
})

function LookOverPage() {
  const { operator, person } = Route.useLoaderData()
  return (
    <Floating>
      <NarrowFrame title="Looking is over">
        <LookOver operator={operator} person={person} />
      </NarrowFrame>
    </Floating>
  )
}
