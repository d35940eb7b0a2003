import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { PersonMenu } from '~/features/account/person-menu'
import { DomainOffers } from '~/features/members/domain-offers'
import { domainOffersQuery } from '~/features/members/joining.queries'
import { MyInvitations } from '~/features/organizations/my-invitations'
import { OrganizationList } from '~/features/organizations/organization-list'
import {
  myInvitationsQuery,
  organizationsQuery,
} from '~/features/organizations/organizations.queries'
import { ButtonLink } from '~/ui/button'
import { Page, Section } from '~/ui/page'
import { PlainShell } from '~/ui/plain-shell'

export const Route = createFileRoute('/app/')({
  head: () => ({ meta: [{ title: 'Your organizations' }] }),
  loader: ({ context }) =>
    Promise.all([
      context.queryClient.ensureQueryData(organizationsQuery),
      context.queryClient.ensureQueryData(myInvitationsQuery),
      context.queryClient.ensureQueryData(domainOffersQuery),
    ]),
  component: Organizations,
})

function Organizations() {
  const { data: organizations } = useSuspenseQuery(organizationsQuery)
  const { data: invitations } = useSuspenseQuery(myInvitationsQuery)
  const { data: offers } = useSuspenseQuery(domainOffersQuery)
  const some = organizations.length > 0
  return (
    <PlainShell person={<PersonMenu />}>
      <Page
        title="Your organizations"
        sentence={some ? 'Choose where to work.' : undefined}
        action={some && <ButtonLink to="/app/new">New organization</ButtonLink>}
      >
        <MyInvitations />
        <DomainOffers />
        <Section
          title={some && invitations.length + offers.length > 0 ? 'Where you belong' : undefined}
        >
          <OrganizationList />
        </Section>
      </Page>
    </PlainShell>
  )
}
