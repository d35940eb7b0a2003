import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { Field } from '~/ui/field'
import { FilterChip, Filters } from '~/ui/filters'
import { TextInput } from '~/ui/input'
import { Menu, MenuItem, MenuRadioGroup, MenuRadioItem, MenuSeparator } from '~/ui/menu'
import { SearchBox } from '~/ui/search-box'
import { type PeopleSearch, peopleRoles } from './people'
import { roleInWords } from './people-state'

type Props = {
  search: PeopleSearch
  /** Puts what changed into the address. */
  onSearch: (changed: Partial<PeopleSearch>) => void
}

const yesOrNo = {
  banned: ['Banned', 'Not banned'],
  verified: ['Confirmed', 'Unconfirmed'],
  twoStep: ['On', 'Off'],
} as const
const labels = { banned: 'Account', verified: 'Address', twoStep: 'Second step' } as const
const flags = ['banned', 'verified', 'twoStep'] as const

/** The line above the list: a search, and filters that read as sentences. */
export function PeopleFilters({ search, onSearch }: Props) {
  const [dates, setDates] = useState(false)
  // What is filtered anew begins at its first page.
  const filter = (changed: Partial<PeopleSearch>) => onSearch({ ...changed, page: undefined })
  const { q, role, from, to } = search
  return (
    <Filters>
      <SearchBox
        label="Find by name, address or id"
        value={q ?? ''}
        onSearch={(words) => filter({ q: words || undefined })}
      />
      <Menu
        label="Filter people"
        align="start"
        trigger={<Button icon={<ListFilter />}>Filter</Button>}
      >
        <MenuRadioGroup
          label="Role"
          value={role ?? 'any'}
          onValueChange={(chosen) => filter({ role: peopleRoles.find((each) => each === chosen) })}
        >
          <MenuRadioItem value="any">Every role</MenuRadioItem>
          {peopleRoles.map((each) => (
            <MenuRadioItem key={each} value={each}>
              {roleInWords(each)}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        {flags.map((flag) => (
          <MenuRadioGroup
            key={flag}
            label={labels[flag]}
            value={search[flag] === undefined ? 'any' : String(search[flag])}
            onValueChange={(chosen) =>
              filter({ [flag]: chosen === 'any' ? undefined : chosen === 'true' })
            }
          >
            <MenuRadioItem value="any">Either</MenuRadioItem>
            <MenuRadioItem value="true">{yesOrNo[flag][0]}</MenuRadioItem>
            <MenuRadioItem value="false">{yesOrNo[flag][1]}</MenuRadioItem>
          </MenuRadioGroup>
        ))}
        <MenuSeparator />
        <MenuItem onClick={() => setDates(true)}>Signed up between…</MenuItem>
      </Menu>
      {role && (
        <FilterChip
          field="Role"
          value={roleInWords(role)}
          onRemove={() => filter({ role: undefined })}
        />
      )}
      {flags.map(
        (flag) =>
          search[flag] !== undefined && (
            <FilterChip
              key={flag}
              field={labels[flag]}
              value={yesOrNo[flag][search[flag] ? 0 : 1].toLowerCase()}
              onRemove={() => filter({ [flag]: undefined })}
            />
          ),
      )}
      {from && (
        <FilterChip
          field="Signed up"
          verb="from"
          value={from}
          onRemove={() => filter({ from: undefined })}
        />
      )}
      {to && (
        <FilterChip
          field="Signed up"
          verb="until"
          value={to}
          onRemove={() => filter({ to: undefined })}
        />
      )}
      <Dialog open={dates} onOpenChange={setDates} title="Signed up between">
        {(close) => (
          <Between
            {...{ from, to }}
            choose={(chosen) => {
              filter(chosen)
              close()
            }}
          />
        )}
      </Dialog>
    </Filters>
  )
}

type Days = { from: string | undefined; to: string | undefined }

function Between({ from, to, choose }: Days & { choose: (days: Days) => void }) {
  return (
    <form
      method="post"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        const given = new FormData(event.currentTarget)
        choose({
          from: String(given.get('from') ?? '') || undefined,
          to: String(given.get('to') ?? '') || undefined,
        })
      }}
    >
      <Field label="First day" optional>
        <TextInput type="date" name="from" defaultValue={from} />
      </Field>
      <Field label="Last day" optional>
        <TextInput type="date" name="to" defaultValue={to} />
      </Field>
      <div className="flex justify-end">
        <Button type="submit" variant="primary">
          Show these people
        </Button>
      </div>
    </form>
  )
}
