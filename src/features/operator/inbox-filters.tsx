import { ListFilter } from 'lucide-react'
import { Button } from '~/ui/button'
import { FilterChip, Filters } from '~/ui/filters'
import { Menu, MenuRadioGroup, MenuRadioItem } from '~/ui/menu'
import { SearchBox } from '~/ui/search-box'
import { Select } from '~/ui/select'
import { type Change, type EventsQuery, eventStates } from './inbox'
import { eventStateWords, eventTypes } from './inbox-words'

const orders = [
  { value: 'newest', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
] as const

/** What narrows the list of events, as sentences that can be taken away, and its order. */
export function EventFilters({ query, narrow }: { query: EventsQuery; narrow: Change }) {
  const { q, type, state, sort } = query
  return (
    <Filters>
      <SearchBox
        label="Organization, cus_… or evt_…"
        value={q ?? ''}
        onSearch={(words) => narrow({ q: words || undefined })}
      />
      <Menu
        label="Filter events"
        align="start"
        trigger={<Button icon={<ListFilter />}>Filter</Button>}
      >
        <MenuRadioGroup
          label="State"
          value={state ?? ''}
          onValueChange={(next) => narrow({ state: eventStates.find((each) => each === next) })}
        >
          <MenuRadioItem value="">Every state</MenuRadioItem>
          {eventStates.map((each) => (
            <MenuRadioItem key={each} value={each}>
              {eventStateWords[each].word}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </Menu>
      <Select
        aria-label="Kind"
        className="w-fit! max-w-full"
        options={kinds}
        value={type && eventTypes.includes(type) ? type : ''}
        onValueChange={(next) => narrow({ type: next || undefined })}
      />
      <Select
        aria-label="Order"
        className="w-fit! sm:order-last sm:ml-auto"
        options={orders}
        value={sort ?? 'newest'}
        onValueChange={(next) => narrow({ sort: next === 'oldest' ? next : undefined })}
      />
      {state && (
        <FilterChip
          field="State"
          value={eventStateWords[state].word.toLowerCase()}
          onRemove={() => narrow({ state: undefined })}
        />
      )}
      {type && (
        <FilterChip field="Kind" value={type} onRemove={() => narrow({ type: undefined })} />
      )}
    </Filters>
  )
}

const kinds = [
  { value: '', label: 'Every kind' },
  ...eventTypes.map((each) => ({ value: each, label: each })),
]
