import { Link } from '@tanstack/react-router'
import type { Granted } from '~/auth/permissions'
import { Day } from '~/ui/day'
import { PageLinks, SortedHead } from '~/ui/paging'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { useProjectActs } from './project-acts'
import type { ProjectsQuery } from './projects'
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
  const sorting = { order: query.sort ?? 'newest', usual: 'newest' } as const
  return (
    <>
      <Table label="Projects">
        <TableHead>
          <SortedHead {...sorting} rising="name" falling="-name">
            Name
          </SortedHead>
          <HeadCell>Team</HeadCell>
          <HeadCell>Made by</HeadCell>
          <SortedHead {...sorting} rising="oldest" falling="newest" first="falling" numeric>
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
        <PageLinks page={page} />
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
