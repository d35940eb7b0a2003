import { FilterChip, Filters } from '~/ui/filters'
import { Select } from '~/ui/select'
import { type JobsQuery, jobStates } from './jobs'
import { jobStateWords, plainName } from './jobs-words'

type Props = { query: JobsQuery; queues: string[]; narrow: (next: Partial<JobsQuery>) => void }

/** What narrows the list of jobs, as sentences that can be taken away. */
export function JobFilters({ query: { queue, state }, queues, narrow }: Props) {
  const names = [
    { value: '', label: 'Every queue' },
    ...queues.map((name) => ({ value: name, label: plainName(name) })),
  ]
  return (
    <Filters>
      <Select
        aria-label="Queue"
        className="w-fit!"
        options={names}
        value={queue && queues.includes(queue) ? queue : ''}
        onValueChange={(next) => narrow({ queue: next || undefined })}
      />
      <Select
        aria-label="State"
        className="w-fit!"
        options={states}
        value={state ?? ''}
        onValueChange={(next) => narrow({ state: jobStates.find((each) => each === next) })}
      />
      {queue && (
        <FilterChip
          field="Queue"
          value={plainName(queue)}
          onRemove={() => narrow({ queue: undefined })}
        />
      )}
      {state && (
        <FilterChip
          field="State"
          value={jobStateWords[state].word.toLowerCase()}
          onRemove={() => narrow({ state: undefined })}
        />
      )}
    </Filters>
  )
}

const states = [
  { value: '', label: 'Every state' },
  ...jobStates.map((each) => ({ value: each, label: jobStateWords[each].word })),
]
