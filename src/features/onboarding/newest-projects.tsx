import { Link } from '@tanstack/react-router'
import { type Granted, may } from '~/auth/permissions'
import { ButtonLink } from '~/ui/button'
import { Day } from '~/ui/day'
import { Empty } from '~/ui/empty'
import { Section } from '~/ui/page'
import type { Overview } from './onboarding.server'

type Props = { org: string; granted: Granted; projects: NonNullable<Overview['projects']> }

/** The last few projects, for the overview; where there is none yet, the way to the first. */
export function NewestProjects({ org, granted, projects: { newest, total } }: Props) {
  if (total === 0) {
    return (
      <Section title="Projects">
        <Empty
          title="No projects yet"
          sentence="A project gathers what your team works on. Make the first one, or wait for a colleague's."
          action={
            may(granted, { project: ['create'] }) && (
              <ButtonLink to="/app/$org/projects" params={{ org }} search={{ new: true }}>
                New project
              </ButtonLink>
            )
          }
        />
      </Section>
    )
  }
  return (
    <Section
      title="Projects"
      action={
        <Link to="/app/$org/projects" params={{ org }} className="link">
          {total === 1 ? 'One project' : `All ${total} projects`}
        </Link>
      }
    >
      <ul className="divide-y border-y">
        {newest.map(({ id, name, team, createdBy, createdAt }) => (
          <li key={id} className="flex items-baseline justify-between gap-4 py-3">
            <span className="min-w-0">
              <Link
                to="/app/$org/projects/$project"
                params={{ org, project: id }}
                className="block truncate font-medium hover:underline"
              >
                <bdi>{name}</bdi>
              </Link>
              {team && <bdi className="block truncate text-dense text-quiet">{team}</bdi>}
            </span>
            <span className="shrink-0 text-dense text-quiet">
              {createdBy && <bdi className="max-sm:hidden">{createdBy}, </bdi>}
              <Day at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
