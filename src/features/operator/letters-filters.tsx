import { FilterChip, Filters } from '~/ui/filters'
import { SearchBox } from '~/ui/search-box'
import { Select } from '~/ui/select'
import { jobStates } from './jobs'
import { letterStateWords, plainName } from './jobs-words'
import { type LettersQuery, lately } from './letters'

type Props = {
  query: LettersQuery
  /** Every letter the product writes. */
  names: string[]
  narrow: (next: Partial<LettersQuery>) => void
}

/** What narrows the list of letters, as sentences that can be taken away. */
export function LetterFilters({ query: { q, letter, state, within }, names, narrow }: Props) {
  return (
    <Filters>
      <SearchBox
        label="Part of an address"
        value={q ?? ''}
        onSearch={(words) => narrow({ q: words || undefined })}
      />
      <Select
        aria-label="Letter"
        className="w-fit!"
        options={[
          { value: '', label: 'Every letter' },
          ...names.map((name) => ({ value: name, label: plainName(name) })),
        ]}
        value={letter && names.includes(letter) ? letter : ''}
        onValueChange={(next) => narrow({ letter: next || undefined })}
      />
      <Select
        aria-label="State"
        className="w-fit!"
        options={states}
        value={state ?? ''}
        onValueChange={(next) => narrow({ state: jobStates.find((each) => each === next) })}
      />
      <Select
        aria-label="Written"
        className="w-fit!"
        options={times}
        value={within ?? ''}
        onValueChange={(next) => narrow({ within: lately.find((each) => each === next) })}
      />
      {letter && (
        <FilterChip
          field="Letter"
          value={plainName(letter).toLowerCase()}
          onRemove={() => narrow({ letter: undefined })}
        />
      )}
      {state && (
        <FilterChip
          field="State"
          value={letterStateWords[state].word.toLowerCase()}
          onRemove={() => narrow({ state: undefined })}
        />
      )}
      {within && (
        <FilterChip
          field="Written"
          verb="in"
          value={times.find(({ value }) => value === within)?.label.toLowerCase() ?? within}
          onRemove={() => narrow({ within: undefined })}
        />
      )}
    </Filters>
  )
}

const states = [
  { value: '', label: 'Every state' },
  ...jobStates.map((each) => ({ value: each, label: letterStateWords[each].word })),
]

const times = [
  { value: '', label: 'At any time' },
  { value: 'hour', label: 'The last hour' },
  { value: 'day', label: 'The last day' },
  { value: 'three-days', label: 'The last three days' },
]
