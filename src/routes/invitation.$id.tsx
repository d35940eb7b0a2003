import { createFileRoute } from '@tanstack/react-router'
import { InvitationCard } from '~/features/members/invitation-card'
import { invitationQuery } from '~/features/members/members.queries'
import { NarrowFrame } from '~/ui/narrow-frame'
import { TroublePage } from '~/ui/trouble'

export const Route = createFileRoute('/invitation/$id')({
  head: () => ({ meta: [{ title: 'Invitation' }] }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(invitationQuery(params.id)),
  errorComponent: TroublePage,
  component: Invitation,
})

function Invitation() {
  const { id } = Route.useParams()
  return (
    <NarrowFrame title="You are invited">
      <InvitationCard id={id} />
    </NarrowFrame>
  )
}
