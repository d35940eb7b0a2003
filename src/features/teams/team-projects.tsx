import { Link } from '@tanstack/react-router'
import { ButtonLink } from '~/ui/button'
import { Day } from '~/ui/day'
import { Empty } from '~/ui/empty'
import { Section } from '~/ui/page'
import { CountLine } from '~/ui/table'

type Project = { id: string; name: string; createdAt: Date }
type Team = { id: string; projects: Project[] | null; projectTotal: number }
type Props = { org: string; team: Team; mayCreate: boolean }

/** What belongs to a team, newest first, for those who see it. */
export function TeamProjects({ org, team, mayCreate }: Props) {
  const { projects, projectTotal: total } = team
  const all = { to: '/app/$org/projects', params: { org } } as const
  const newProject = mayCreate && (
    <ButtonLink {...all} search={{ team: team.id, new: true }}>
      New project
    </ButtonLink>
  )
  if (!projects) {
    return (
      <Section title="Projects">
        <p className="border-y py-6 text-quiet">
          What belongs to this team is seen by its people. Ask to be added to it.
        </p>
      </Section>
    )
  }
  if (projects.length === 0) {
    return (
      <Section title="Projects">
        <Empty
          title="No projects in this team yet"
          sentence="A project of a team is seen by its people, and by those whose role oversees every project."
          action={newProject}
        />
      </Section>
    )
  }
  return (
    <Section title="Projects" action={newProject}>
      <ul className="divide-y border-y">
        {projects.map(({ id, name, createdAt }) => (
          <li key={id} className="flex items-baseline justify-between gap-4 py-3">
            <Link
              to="/app/$org/projects/$project"
              params={{ org, project: id }}
              className="min-w-0 truncate font-medium"
            >
              <bdi>{name}</bdi>
            </Link>
            <span className="shrink-0 text-dense text-quiet">
              <Day at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
      <CountLine shown={projects.length} total={total} noun="project">
        {total > projects.length && (
          <ButtonLink {...all} size="sm" search={{ team: team.id }}>
            All projects of the team
          </ButtonLink>
        )}
      </CountLine>
    </Section>
  )
}
