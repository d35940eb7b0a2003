import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import app from 'app.config'
import { ChevronRight } from 'lucide-react'
import { roleLabel } from '~/auth/organizations/role-label'
import { Avatar } from '~/ui/avatar'
import { ButtonLink } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { organizationsQuery } from './organizations.queries'

/** The organizations somebody belongs to, each a way in. */
export function OrganizationList() {
  const { data: organizations } = useSuspenseQuery(organizationsQuery)
  if (organizations.length === 0) {
    return (
      <Empty
        title="You belong to no organization yet"
        sentence={`Everything in ${app.name} happens inside one: your colleagues, your work, your bill.`}
        action={
          <ButtonLink to="/app/new" variant="primary">
            Create an organization
          </ButtonLink>
        }
      />
    )
  }
  return (
    <ul className="divide-y border-y">
      {organizations.map(({ id, name, slug, logo, role }) => (
        <li key={id}>
          <Link
            to="/app/$org"
            params={{ org: slug }}
            className="flex items-center gap-4 py-3 no-underline hover:bg-hover"
          >
            <Avatar name={name} image={logo} kind="organization" />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">
                <bdi>{name}</bdi>
              </span>
              <span className="block text-quiet text-small">{roleLabel(role)}</span>
            </span>
            <ChevronRight className="size-4 text-quiet" strokeWidth={1.75} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  )
}
