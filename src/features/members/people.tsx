import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Granted, may } from '~/auth/permissions'
import { roleLabel } from '~/auth/role-label'
import { Avatar } from '~/ui/avatar'
import { ButtonLink } from '~/ui/button'
import { Section } from '~/ui/page'
import { membersQuery } from './members.queries'

const shown = 6

/** Who works here, for the overview; alone, the way to the first colleague. */
export function People({ org, granted }: { org: string; granted: Granted }) {
  const { data: members } = useSuspenseQuery(membersQuery(org))
  const alone = members.length === 1 && may(granted, { invitation: ['create'] })
  return (
    <Section
      title="People"
      action={
        <Link to="/app/$org/members" params={{ org }} className="link">
          {members.length === 1 ? 'One member' : `All ${members.length} members`}
        </Link>
      }
    >
      <ul className="divide-y border-y">
        {members.slice(0, shown).map(({ id, name, image, role }) => (
          <li key={id} className="flex items-center gap-3 py-2">
            <Avatar name={name} image={image} />
            <bdi className="min-w-0 flex-1 truncate font-medium">{name}</bdi>
            <span className="text-dense text-quiet">{roleLabel(role)}</span>
          </li>
        ))}
        {alone && (
          <li className="flex flex-wrap items-center justify-between gap-3 py-3">
            <span className="text-quiet">It is quiet here on your own.</span>
            <ButtonLink to="/app/$org/members" params={{ org }}>
              Invite a colleague
            </ButtonLink>
          </li>
        )}
      </ul>
    </Section>
  )
}
