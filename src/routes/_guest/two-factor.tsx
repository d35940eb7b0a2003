import { createFileRoute } from '@tanstack/react-router'
import { Challenge } from '~/features/sign-in/challenge'
import { challengeQuery } from '~/features/sign-in/challenge.queries'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/two-factor')({
  head: () => ({ meta: [{ title: 'Two-step sign-in' }] }),
  loader: ({ context }) => context.queryClient.fetchQuery({ ...challengeQuery, staleTime: 0 }),
  component: TwoFactor,
})

function TwoFactor() {
  const { redirect } = Route.useSearch()
  return (
    <NarrowFrame title="Two-step sign-in" sentence="One more step, to be sure that it is you.">
      <Challenge redirect={redirect} />
    </NarrowFrame>
  )
}
