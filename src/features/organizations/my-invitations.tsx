import { useSuspenseQuery } from '@tanstack/react-query'
import { roleLabel } from '~/auth/role-label'
import { ButtonLink } from '~/ui/button'
import { Section } from '~/ui/page'
import { myInvitationsQuery } from './organizations.queries'

/** Invitations that wait for my answer; nothing where there are none. */
export function MyInvitations() {
  const { data: invitations } = useSuspenseQuery(myInvitationsQuery)
  if (invitations.length === 0) return null
  return (
    <Section title="Invitations" sentence="Somebody would like you to join.">
      <ul className="divide-y border-y">
        {invitations.map(({ id, organization, inviter, role }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-4 py-3">
            <span className="min-w-0">
              <span className="block truncate font-medium">
                <bdi>{organization}</bdi>
              </span>
              <span className="block text-quiet text-small">
                <bdi>{inviter}</bdi> invited you as {roleLabel(role ?? 'member')}
              </span>
            </span>
            <ButtonLink to="/invitation/$id" params={{ id }}>
              Answer
            </ButtonLink>
          </li>
        ))}
      </ul>
    </Section>
  )
}
