import { useSuspenseQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { Button } from '~/ui/button'
import { FilterChip, Filters } from '~/ui/filters'
import { Menu, MenuRadioGroup, MenuRadioItem } from '~/ui/menu'
import { SearchBox } from '~/ui/search-box'
import { Select } from '~/ui/select'
import { everyone, type ProjectsQuery } from './projects'
import { projectTeamsQuery } from './projects.queries'

/** Asks for other projects and keeps the rest of the query; the list begins at its first page again. */
export type Narrow = (next: Partial<ProjectsQuery>) => void

type Props = { org: string; query: ProjectsQuery; narrow: Narrow }

const orders = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'name', label: 'Name, A to Z' },
  { value: '-name', label: 'Name, Z to A' },
] as const

/** What narrows the list of projects, as sentences that can be taken away, and its order. */
export function ProjectFilters({ org, query, narrow }: Props) {
  const { q, team, state, mine, sort } = query
  const { data: teams } = useSuspenseQuery(projectTeamsQuery(org))
  const places = [{ id: everyone, name: 'Whole organization' }, ...teams]
  const place = places.find(({ id }) => id === team)?.name ?? 'one that is gone'
  return (
    <Filters>
      <SearchBox
        label="Find a project"
        value={q ?? ''}
        onSearch={(words) => narrow({ q: words || undefined })}
      />
      <Menu
        label="Filter projects"
        align="start"
        trigger={<Button icon={<ListFilter />}>Filter</Button>}
      >
        <MenuRadioGroup
          label="Team"
          value={team ?? ''}
          onValueChange={(id) => narrow({ team: id || undefined })}
        >
          <MenuRadioItem value="">Every team</MenuRadioItem>
          {places.map(({ id, name }) => (
            <MenuRadioItem key={id} value={id}>
              {name}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuRadioGroup
          label="State"
          value={state ?? 'active'}
          onValueChange={(next) => narrow({ state: next === 'archived' ? next : undefined })}
        >
          <MenuRadioItem value="active">Active</MenuRadioItem>
          <MenuRadioItem value="archived">Archived</MenuRadioItem>
        </MenuRadioGroup>
        <MenuRadioGroup
          label="Made by"
          value={mine ? 'me' : 'anybody'}
          onValueChange={(next) => narrow({ mine: next === 'me' || undefined })}
        >
          <MenuRadioItem value="anybody">Anybody</MenuRadioItem>
          <MenuRadioItem value="me">Me</MenuRadioItem>
        </MenuRadioGroup>
      </Menu>
      <Select
        aria-label="Order"
        className="w-fit! sm:order-last sm:ml-auto"
        options={orders}
        value={sort ?? 'newest'}
        onValueChange={(next) => narrow({ sort: next === 'newest' ? undefined : next })}
      />
      {team && (
        <FilterChip field="Team" value={place} onRemove={() => narrow({ team: undefined })} />
      )}
      {state && (
        <FilterChip field="State" value="archived" onRemove={() => narrow({ state: undefined })} />
      )}
      {mine && (
        <FilterChip
          field="Made"
          verb="by"
          value="me"
          onRemove={() => narrow({ mine: undefined })}
        />
      )}
    </Filters>
  )
}
