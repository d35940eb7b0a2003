import { createFileRoute } from '@tanstack/react-router'
import { JoinCard } from '~/features/members/join-card'
import { joinLinkQuery } from '~/features/members/joining.queries'
import { NarrowFrame } from '~/ui/narrow-frame'
import { TroublePage } from '~/ui/trouble'

export const Route = createFileRoute('/join/$token')({
  head: () => ({ meta: [{ title: 'Join' }] }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(joinLinkQuery(params.token)),
  errorComponent: TroublePage,
  component: Join,
})

function Join() {
  const { token } = Route.useParams()
  return (
    <NarrowFrame title="Join your colleagues">
      <JoinCard token={token} />
    </NarrowFrame>
  )
}
