import { useQuery } from '@tanstack/react-query'
import { type Granted, may } from '~/auth/permissions'
import { Button } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { TableSkeleton } from '~/ui/skeleton'
import { Unread } from '~/ui/unread'
import { NewProjectDialog } from './project-dialogs'
import { type Narrow, ProjectFilters } from './project-filters'
import { isNarrowed, type ProjectsQuery, type ProjectsSearch } from './projects'
import { projectsQuery } from './projects.queries'
import { ProjectsTable } from './projects-table'

type Change = (next: Partial<ProjectsSearch>) => void

type Props = {
  org: string
  granted: Granted
  search: ProjectsSearch
  /** Changes what the address says, and keeps the rest. */
  change: Change
}

/** The projects the address asks for, and the form for a new one where it asks for that. */
export function ProjectsList({ org, granted, search, change }: Props) {
  const { new: isMaking = false, ...query } = search
  const mayMake = may(granted, { project: ['create'] })
  return (
    <>
      <Found org={org} granted={granted} query={query} change={change} />
      <NewProjectDialog
        org={org}
        teamId={search.team}
        open={mayMake && isMaking}
        onOpenChange={(open) => change({ new: open || undefined })}
        // The new one stands on top of all of them.
        onMade={() => change({ ...unfiltered, sort: undefined, page: undefined, new: undefined })}
      />
    </>
  )
}

const unfiltered = { q: undefined, team: undefined, mine: undefined, state: undefined }

type FoundProps = Omit<Props, 'search'> & { query: ProjectsQuery }

/** While the projects change, those before them stay, paler. */
function Found({ org, granted, query, change }: FoundProps) {
  const { data: page, error, isPlaceholderData, refetch } = useQuery(projectsQuery(org, query))
  const narrow: Narrow = (next) => change({ page: undefined, ...next })
  if (page?.all === 0) {
    return (
      <Empty
        title="No projects yet"
        sentence="A project gathers what a team works on. It belongs to one team or to the whole organization, and nobody outside sees it."
        action={
          may(granted, { project: ['create'] }) && (
            <Button variant="primary" onClick={() => change({ new: true })}>
              New project
            </Button>
          )
        }
      />
    )
  }
  return (
    <>
      <ProjectFilters org={org} query={query} narrow={narrow} />
      {error && <Unread what="projects" error={error} retry={() => void refetch()} />}
      <div className={isPlaceholderData ? 'opacity-60' : ''} aria-busy={isPlaceholderData || !page}>
        {!page ? (
          !error && <TableSkeleton />
        ) : page.matching === 0 ? (
          <NothingMatches query={query} narrow={narrow} />
        ) : (
          <ProjectsTable org={org} granted={granted} query={query} page={page} />
        )}
      </div>
    </>
  )
}

function NothingMatches({ query, narrow }: { query: ProjectsQuery; narrow: Narrow }) {
  if (isNarrowed(query)) {
    return (
      <Empty
        title="Nothing matches"
        sentence="No project you can see fits these filters."
        action={<Button onClick={() => narrow(unfiltered)}>Clear the filters</Button>}
      />
    )
  }
  return query.state ? (
    <Empty
      title="The archive is empty"
      sentence="A project that is done can rest here. It keeps everything and takes no room in the plan."
      action={<Button onClick={() => narrow(unfiltered)}>Show active projects</Button>}
    />
  ) : (
    <Empty
      title="Every project is archived"
      sentence="Restore one, or make a new one."
      action={<Button onClick={() => narrow({ state: 'archived' })}>Show the archive</Button>}
    />
  )
}
