import { useSuspenseQuery } from '@tanstack/react-query'
import { Section } from '~/ui/page'
import { InvitationList } from './invitation-list'
import { myInvitationsQuery } from './organizations.queries'

/** Invitations that wait for my answer; nothing where there were none. */
export function MyInvitations() {
  const { data: invitations } = useSuspenseQuery(myInvitationsQuery)
  if (invitations.length === 0) return null
  return (
    <Section title="Invitations" sentence="Somebody would like you to join.">
      <InvitationList />
    </Section>
  )
}
