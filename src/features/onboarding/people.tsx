import { Link } from '@tanstack/react-router'
import { roleLabel } from '~/auth/organizations/role-label'
import { Avatar } from '~/ui/avatar'
import { Section } from '~/ui/page'
import type { Overview } from './onboarding.server'

/** Who works here, for the overview: the first few, and the way to all. */
export function People({ org, people }: { org: string; people: NonNullable<Overview['people']> }) {
  const { first, total } = people
  return (
    <Section
      title="People"
      action={
        <Link to="/app/$org/members" params={{ org }} className="link">
          {total === 1 ? 'One member' : `All ${total} members`}
        </Link>
      }
    >
      <ul className="divide-y border-y">
        {first.map(({ id, name, image, role }) => (
          <li key={id} className="flex items-center gap-3 py-2">
            <Avatar name={name} image={image} />
            <bdi className="min-w-0 flex-1 truncate font-medium">{name}</bdi>
            <span className="text-dense text-quiet">{roleLabel(role)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
