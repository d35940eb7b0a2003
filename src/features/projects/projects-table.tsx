import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Granted, may } from '~/auth/permissions'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Day } from '~/ui/day'
import { Dialog } from '~/ui/dialog'
import { Empty } from '~/ui/empty'
import { MenuItem } from '~/ui/menu'
import { Cell, CountLine, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { NewProject } from './new-project'
import { ProjectForm } from './project-form'
import { projectsQuery, useProjectWrites } from './projects.queries'

type Project = { id: string; name: string }
type Act = { kind: 'rename' | 'remove'; project: Project }

/** The organization's projects, with what the reader's role may do to them. */
export function ProjectsTable({ org, granted }: { org: string; granted: Granted }) {
  const { data: projects } = useSuspenseQuery(projectsQuery(org))
  const [act, setAct] = useState<Act | null>(null)
  if (projects.length === 0) {
    return (
      <Empty
        title="No projects yet"
        sentence="A project gathers what your team works on. Everybody in the organization sees it, nobody outside does."
        action={may(granted, { project: ['create'] }) && <NewProject org={org} />}
      />
    )
  }
  return (
    <>
      <Table label="Projects">
        <TableHead>
          <HeadCell>Name</HeadCell>
          <HeadCell>Made by</HeadCell>
          <HeadCell numeric>Made on</HeadCell>
          <HeadCell hidden>Acts</HeadCell>
        </TableHead>
        <TableBody>
          {projects.map((project) => (
            <Row
              key={project.id}
              label={project.name}
              menu={<Acts {...{ project, granted, setAct }} />}
            >
              <Cell primary>
                <bdi className="[overflow-wrap:anywhere]">{project.name}</bdi>
              </Cell>
              <Cell quiet>
                <bdi>{project.createdBy ?? 'Somebody who left'}</bdi>
              </Cell>
              <Cell numeric quiet>
                <Day at={project.createdAt} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <CountLine shown={projects.length} total={projects.length} noun="project" />
      {act && <ActDialog key={act.project.id} org={org} act={act} close={() => setAct(null)} />}
    </>
  )
}

type ActsProps = { project: Project; granted: Granted; setAct: (act: Act) => void }

function Acts({ project, granted, setAct }: ActsProps) {
  return (
    <>
      <MenuItem
        disabled={!may(granted, { project: ['update'] })}
        onClick={() => setAct({ kind: 'rename', project })}
      >
        Rename
      </MenuItem>
      <MenuItem
        disabled={!may(granted, { project: ['delete'] })}
        onClick={() => setAct({ kind: 'remove', project })}
      >
        Delete
      </MenuItem>
    </>
  )
}

function ActDialog({ org, act, close }: { org: string; act: Act; close: () => void }) {
  const { remove } = useProjectWrites(org)
  const onOpenChange = (open: boolean) => open || close()
  if (act.kind === 'rename') {
    return (
      <Dialog open onOpenChange={onOpenChange} title="Rename project">
        <ProjectForm org={org} project={act.project} done={close} />
      </Dialog>
    )
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title="Delete this project?"
      sentence="It is deleted for everybody in the organization, and cannot be brought back."
      confirm="Delete project"
      danger
      typed={act.project.name}
      onConfirm={() => remove.mutateAsync({ data: { org, id: act.project.id } })}
    />
  )
}
