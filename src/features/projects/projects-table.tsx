import { Link } from '@tanstack/react-router'
import type { Granted } from '~/auth/permissions'
import { Button, ButtonLink } from '~/ui/button'
import { Day } from '~/ui/day'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { useProjectActs } from './project-acts'
import type { ProjectOrder, ProjectsQuery } from './projects'
import type { ListedProject, ProjectsPage } from './projects-list.server'

type Props = {
  org: string
  granted: Granted
  query: ProjectsQuery
  page: ProjectsPage
}

/** One page of projects, with what the reader may do to each, and the ways to the pages around it. */
export function ProjectsTable({ org, granted, query, page }: Props) {
  const { menuOf, dialog } = useProjectActs(org, granted)
  return (
    <>
      <Table label="Projects">
        <TableHead>
          <SortedHead org={org} query={query} orders={['name', '-name']}>
            Name
          </SortedHead>
          <HeadCell>Team</HeadCell>
          <HeadCell>Made by</HeadCell>
          <SortedHead org={org} query={query} orders={['newest', 'oldest']} numeric>
            Made on
          </SortedHead>
          <HeadCell hidden>Acts</HeadCell>
        </TableHead>
        <TableBody>
          {page.projects.map((project) => (
            <Row key={project.id} label={project.name} menu={menuOf(project)}>
              <ProjectCells org={org} project={project} />
            </Row>
          ))}
        </TableBody>
      </Table>
      <CountLine shown={page.projects.length} total={page.matching} noun="project">
        {(page.previous || page.next) && (
          <>
            <PageLink org={org} query={query} page={page.previous}>
              Previous
            </PageLink>
            <PageLink org={org} query={query} page={page.next}>
              Next
            </PageLink>
          </>
        )}
      </CountLine>
      {dialog}
    </>
  )
}

function ProjectCells({ org, project }: { org: string; project: ListedProject }) {
  return (
    <>
      <Cell primary>
        <Link
          to="/app/$org/projects/$project"
          params={{ org, project: project.id }}
          className="hover:underline"
        >
          <bdi className="[overflow-wrap:anywhere]">{project.name}</bdi>
        </Link>
      </Cell>
      <Cell quiet>
        <bdi>{project.team ?? 'Whole organization'}</bdi>
      </Cell>
      <Cell quiet>
        <bdi>{project.createdBy ?? 'Somebody who left'}</bdi>
      </Cell>
      <Cell numeric quiet wide>
        <Day at={project.createdAt} />
      </Cell>
    </>
  )
}

type WayProps = { org: string; query: ProjectsQuery; children: string }

type SortedHeadProps = WayProps & {
  /** The order one wants when one comes from another column, and the same turned round. */
  orders: [ProjectOrder, ProjectOrder]
  numeric?: boolean
}

/** A column's name that sorts by it, and turns the order round when it is sorted so already. */
function SortedHead({ org, query, orders: [first, turned], numeric, children }: SortedHeadProps) {
  const order = query.sort ?? 'newest'
  const next = order === first ? turned : first
  const isSorted = order === first || order === turned
  const direction = order === 'newest' || order === '-name' ? 'descending' : 'ascending'
  return (
    <HeadCell numeric={numeric} sort={isSorted ? direction : undefined}>
      <Link
        to="/app/$org/projects"
        params={{ org }}
        search={{ ...query, sort: next === 'newest' ? undefined : next, page: undefined }}
        className="hover:text-ink"
      >
        {children}
      </Link>
    </HeadCell>
  )
}

function PageLink({ org, query, page, children }: WayProps & { page: string | null }) {
  if (!page) {
    return (
      <Button size="sm" disabled>
        {children}
      </Button>
    )
  }
  return (
    <ButtonLink size="sm" to="/app/$org/projects" params={{ org }} search={{ ...query, page }}>
      {children}
    </ButtonLink>
  )
}
