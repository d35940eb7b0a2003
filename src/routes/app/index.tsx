import { createFileRoute } from '@tanstack/react-router'
import { PersonMenu } from '~/features/account/person-menu'
import { MyInvitations } from '~/features/organizations/my-invitations'
import { OrganizationList } from '~/features/organizations/organization-list'
import {
  myInvitationsQuery,
  organizationsQuery,
} from '~/features/organizations/organizations.queries'
import { ButtonLink } from '~/ui/button'
import { Page } from '~/ui/page'
import { PlainShell } from '~/ui/plain-shell'

export const Route = createFileRoute('/app/')({
  head: () => ({ meta: [{ title: 'Your organizations' }] }),
  loader: ({ context }) =>
    Promise.all([
      context.queryClient.ensureQueryData(organizationsQuery),
      context.queryClient.ensureQueryData(myInvitationsQuery),
    ]),
  component: Organizations,
})

function Organizations() {
  return (
    <PlainShell person={<PersonMenu />}>
      <Page
        title="Your organizations"
        sentence="Choose where to work."
        action={<ButtonLink to="/app/new">New organization</ButtonLink>}
      >
        <OrganizationList />
        <MyInvitations />
      </Page>
    </PlainShell>
  )
}
