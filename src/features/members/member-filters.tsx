import { ListFilter } from 'lucide-react'
import { roleLabel } from '~/auth/organizations/role-label'
import { Button } from '~/ui/button'
import { FilterChip, Filters } from '~/ui/filters'
import { Menu, MenuRadioGroup, MenuRadioItem } from '~/ui/menu'
import { SearchBox } from '~/ui/search-box'
import type { Choices, MembersSearch } from './members'

type Props = {
  search: MembersSearch
  choices: Choices
  /** Puts what changed into the address. */
  onSearch: (changed: Partial<MembersSearch>) => void
}

/** The line above the table: a search by name or address, and filters that read as sentences. */
export function MemberFilters({ search: { q, role, team }, choices, onSearch }: Props) {
  // What is filtered anew begins at its first page.
  const filter = (changed: Partial<MembersSearch>) => onSearch({ ...changed, page: undefined })
  const teamName = choices.teams.find(({ id }) => id === team)?.name ?? 'one that is gone'
  return (
    <Filters>
      <SearchBox
        label="Find a person"
        value={q ?? ''}
        onSearch={(words) => filter({ q: words || undefined })}
      />
      <Menu
        label="Filter members"
        align="start"
        trigger={<Button icon={<ListFilter />}>Filter</Button>}
      >
        <MenuRadioGroup
          label="Role"
          value={role ?? ''}
          onValueChange={(chosen) => filter({ role: chosen || undefined })}
        >
          <MenuRadioItem value="">Every role</MenuRadioItem>
          {choices.roles.map(({ name }) => (
            <MenuRadioItem key={name} value={name}>
              {roleLabel(name)}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        {choices.teams.length > 0 && (
          <MenuRadioGroup
            label="Team"
            value={team ?? ''}
            onValueChange={(chosen) => filter({ team: chosen || undefined })}
          >
            <MenuRadioItem value="">Every team</MenuRadioItem>
            {choices.teams.map(({ id, name }) => (
              <MenuRadioItem key={id} value={id}>
                <bdi>{name}</bdi>
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        )}
      </Menu>
      {role && (
        <FilterChip
          field="Role"
          value={roleLabel(role)}
          onRemove={() => filter({ role: undefined })}
        />
      )}
      {team && (
        <FilterChip field="Team" value={teamName} onRemove={() => filter({ team: undefined })} />
      )}
    </Filters>
  )
}
