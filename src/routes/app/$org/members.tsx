import { createFileRoute } from '@tanstack/react-router'
import { may } from '~/auth/permissions'
import { InviteForm } from '~/features/members/invite-form'
import { invitationsQuery, membersQuery } from '~/features/members/members.queries'
import { MembersTable } from '~/features/members/members-table'
import { OpenInvitations } from '~/features/members/open-invitations'
import { Page, Section } from '~/ui/page'

export const Route = createFileRoute('/app/$org/members')({
  head: () => ({ meta: [{ title: 'Members' }] }),
  loader: async ({ context: { queryClient, granted }, params: { org } }) => {
    const invites = may(granted, { invitation: ['read'] })
    await Promise.all([
      queryClient.ensureQueryData(membersQuery(org)),
      invites && queryClient.ensureQueryData(invitationsQuery(org)),
    ])
  },
  component: Members,
})

function Members() {
  const { org } = Route.useParams()
  const { granted, organization, user } = Route.useRouteContext()
  const invites = may(granted, { invitation: ['create'] })
  return (
    <Page title="Members" sentence="Everybody who works here, and who is about to." width="table">
      <MembersTable org={org} me={user.id} />
      {invites && <OpenInvitations org={org} organizationId={organization.id} />}
      {invites && (
        <Section
          title="Invite somebody"
          sentence="They get a letter with a link that is good for a week."
        >
          <InviteForm org={org} organizationId={organization.id} granted={granted} />
        </Section>
      )}
    </Page>
  )
}
