import { useQuery } from '@tanstack/react-query'
import type { Standing } from '~/billing/standing'
import { Page } from '~/ui/page'
import { Select } from '~/ui/select'
import { type AuditSearch, byItself, isNarrowed, type Narrow } from './audit'
import { auditQuery } from './audit.queries'
import type { AuditPage } from './audit.server'
import { AuditFilters } from './audit-filters'
import { AuditList } from './audit-list'
import { ExportMenu } from './export-menu'
import { howLong } from './kept'

type Props = {
  org: string
  standing: Standing
  search: AuditSearch
  /** Changes what the address says, and keeps the rest. */
  change: Narrow<AuditSearch>
}

/** What happened in the organization, for whoever must answer for it. */
export function OrganizationAudit({ org, standing, search, change }: Props) {
  const query = useQuery(auditQuery(org, search))
  const page = query.data
  const narrow: Narrow<AuditSearch> = (next) => change({ ...next, page: undefined })
  return (
    <Page
      title="Audit log"
      sentence={`Who did what, when and from where. Nobody can change a line. ${howLong(standing)}`}
      width="table"
      action={<ExportMenu path={`/api/audit/${org}`} asked={search} />}
    >
      <AuditFilters asked={search} choices={page?.choices ?? []} narrow={narrow}>
        <PersonSelect search={search} page={page} narrow={narrow} />
      </AuditFilters>
      <AuditList query={query} narrowed={isNarrowed(search)} />
    </Page>
  )
}

type PersonProps = {
  search: AuditSearch
  page: AuditPage | undefined
  narrow: Narrow<AuditSearch>
}

/** Everybody who has ever acted here, those who are gone included. */
function PersonSelect({ search: { person }, page, narrow }: PersonProps) {
  const people = page?.people.map(({ id, name }) => ({ value: id, label: name })) ?? []
  const itself = page?.itself ? [{ value: byItself, label: 'Nobody: by itself' }] : []
  const known = [{ value: '', label: 'Everybody' }, ...people, ...itself]
  const absent = person && !known.some(({ value }) => value === person)
  return (
    <Select
      aria-label="Person"
      className="sm:w-44!"
      options={absent ? [...known, { value: person, label: 'Somebody unknown' }] : known}
      value={person ?? ''}
      onValueChange={(next) => narrow({ person: next || undefined })}
    />
  )
}
