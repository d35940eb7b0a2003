import { createFileRoute } from '@tanstack/react-router'
import { InvitationList } from '~/features/organizations/invitation-list'
import { Empty } from '~/ui/empty'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/account/invitations')({
  head: () => ({ meta: [{ title: 'Your invitations' }] }),
  component: Invitations,
})

function Invitations() {
  const { user } = Route.useRouteContext()
  return (
    <Page title="Your invitations" sentence="Who would like you to join them.">
      <InvitationList
        empty={
          <Empty
            title="No invitation is waiting"
            sentence={`Those to the confirmed address of your account, ${user.email}, stand here until you answer them.`}
          />
        }
      />
    </Page>
  )
}
