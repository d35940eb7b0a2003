import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { type Granted, may } from '~/auth/permissions'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { Day } from '~/ui/day'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { Page, Section } from '~/ui/page'
import { SettingRow, Settings } from '~/ui/setting-row'
import { EditProjectDialog, RemoveProjectDialog } from './project-dialogs'
import { projectQuery, useProjectWrites } from './projects.queries'

type Props = { org: string; id: string; granted: Granted }

/** One project: what it is, and what the reader may do to it. */
export function ProjectPage({ org, id, granted }: Props) {
  const { data: project } = useSuspenseQuery(projectQuery(org, id))
  const [editing, setEditing] = useState(false)
  const mayChange = may(granted, { project: ['update'] })
  const mayRemove = may(granted, { project: ['delete'] })
  const { beyondPlan } = project
  return (
    <Page
      back={
        <Link to="/app/$org/projects" params={{ org }}>
          Projects
        </Link>
      }
      title={<bdi>{project.name}</bdi>}
      action={mayChange && !beyondPlan && <Button onClick={() => setEditing(true)}>Edit</Button>}
    >
      {mayChange && beyondPlan && <BeyondPlan org={org} granted={granted} />}
      <Section>
        {project.description && (
          <p className="mb-8 max-w-reading whitespace-pre-line break-words">
            <bdi>{project.description}</bdi>
          </p>
        )}
        <Facts project={project} />
      </Section>
      {(mayChange || mayRemove) && (
        <Section title="Archive or delete">
          <Settings>
            {mayChange && <ArchiveRow org={org} project={project} />}
            {mayRemove && <RemoveRow org={org} project={project} />}
          </Settings>
        </Section>
      )}
      {editing && <EditProjectDialog org={org} project={project} open onOpenChange={setEditing} />}
    </Page>
  )
}

function BeyondPlan({ org, granted }: { org: string; granted: Granted }) {
  return (
    <Notice
      tone="warn"
      className="mb-8"
      title="This project cannot be changed now"
      action={
        may(granted, { billing: ['read'] }) && (
          <Link to="/app/$org/billing" params={{ org }} className="link">
            See the plans
          </Link>
        )
      }
    >
      Older projects take all the places of the plan. Archive one of them, or choose a larger plan.
    </Notice>
  )
}

type Shown = {
  id: string
  name: string
  team: string | null
  createdBy: string | null
  createdAt: Date
  archivedAt: Date | null
}

function Facts({ project: { team, createdBy, createdAt, archivedAt } }: { project: Shown }) {
  return (
    <dl className="divide-y border-y">
      <Fact term="State">
        {archivedAt ? <Badge open>Archived</Badge> : <Badge tone="good">Active</Badge>}
      </Fact>
      <Fact term="For">
        <bdi>{team ?? 'The whole organization'}</bdi>
      </Fact>
      <Fact term="Made by">
        <bdi>{createdBy ?? 'Somebody who left'}</bdi>
      </Fact>
      <Fact term="Made on">
        <Day at={createdAt} />
      </Fact>
    </dl>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[8rem_minmax(0,1fr)] gap-4 py-3">
      <dt className="text-quiet">{term}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}

function ArchiveRow({ org, project }: { org: string; project: Shown }) {
  const { archive, restore } = useProjectWrites(org)
  const isAway = project.archivedAt !== null
  const act = isAway ? restore : archive
  const failed = archive.error ?? restore.error
  const done = archive.isSuccess || restore.isSuccess
  const press = () => {
    archive.reset()
    restore.reset()
    act.mutate({ data: { org, id: project.id } })
  }
  return (
    <SettingRow
      title={isAway ? 'Take it out of the archive' : 'Archive this project'}
      sentence={
        isAway
          ? 'It stands among the others again, and takes its place in the plan.'
          : 'It leaves the list, keeps everything, and takes no room in the plan.'
      }
      status={failed ? faultOf(failed).sentence : done && (isAway ? 'Archived.' : 'Restored.')}
    >
      <Button onClick={press} pending={archive.isPending || restore.isPending}>
        {isAway ? 'Restore' : 'Archive'}
      </Button>
    </SettingRow>
  )
}

function RemoveRow({ org, project }: { org: string; project: Shown }) {
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  return (
    <SettingRow title="Delete this project" sentence="It is gone for everybody, and for good.">
      <Button onClick={() => setOpen(true)}>Delete…</Button>
      <RemoveProjectDialog
        org={org}
        project={project}
        open={open}
        onOpenChange={setOpen}
        onRemoved={() => navigate({ to: '/app/$org/projects', params: { org } })}
      />
    </SettingRow>
  )
}
