import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Granted, may } from '~/auth/permissions'
import { Day } from '~/ui/day'
import { Empty } from '~/ui/empty'
import { Section } from '~/ui/page'
import { NewProject } from './new-project'
import { projectsQuery } from './projects.queries'

const shown = 5

/** The last few projects, for the overview; where there is none yet, the way to the first. */
export function NewestProjects({ org, granted }: { org: string; granted: Granted }) {
  const { data: projects } = useSuspenseQuery(projectsQuery(org))
  if (projects.length === 0) {
    return (
      <Section title="Projects">
        <Empty
          title="No projects yet"
          sentence="A project gathers what your team works on. Make the first one, or wait for a colleague's."
          action={may(granted, { project: ['create'] }) && <NewProject org={org} />}
        />
      </Section>
    )
  }
  return (
    <Section
      title="Projects"
      action={
        <Link to="/app/$org/projects" params={{ org }} className="link">
          {projects.length === 1 ? 'One project' : `All ${projects.length} projects`}
        </Link>
      }
    >
      <ul className="divide-y border-y">
        {projects.slice(0, shown).map(({ id, name, createdBy, createdAt }) => (
          <li key={id} className="flex items-baseline justify-between gap-4 py-3">
            <bdi className="min-w-0 truncate font-medium">{name}</bdi>
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
