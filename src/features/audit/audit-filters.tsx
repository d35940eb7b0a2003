import type { ReactNode } from 'react'
import type { Choice } from '~/audit/words'
import { Button } from '~/ui/button'
import { DayInput } from '~/ui/day-input'
import { Filters } from '~/ui/filters'
import { Select } from '~/ui/select'
import { isBackwards, isNarrowed, type Narrow, type Narrowed, unfiltered } from './audit'

type Props = {
  asked: Narrowed
  /** The actions to choose from. */
  choices: readonly Choice[]
  narrow: Narrow<Narrowed>
  /** Who, and of which organization: first in the line. */
  children: ReactNode
}

/** In place of a choice: all of them. */
const all = ''

/** What narrows a log: who, about what, which action, and when. */
export function AuditFilters({ asked, choices, narrow, children }: Props) {
  const { noun, action, from, to } = asked
  const nouns = new Map(choices.map(({ noun: value, about: label }) => [value, label]))
  const within = choices.filter((choice) => !noun || choice.noun === noun)
  return (
    <Filters>
      {children}
      <Select
        aria-label="About what"
        className="sm:w-44! max-sm:w-auto! max-sm:flex-1"
        options={[
          { value: all, label: 'Everything' },
          ...[...nouns].map(([value, label]) => ({ value, label })),
        ]}
        value={noun ?? all}
        onValueChange={(next) => narrow({ noun: next || undefined, action: undefined })}
      />
      <Select
        aria-label="Action"
        className="sm:w-44! max-sm:w-auto! max-sm:flex-1"
        options={[
          { value: all, label: 'Every action' },
          ...within.map(({ action: value, label }) => ({ value, label })),
        ]}
        value={action ?? all}
        onValueChange={(next) => narrow({ action: next || undefined })}
      />
      <DayInput
        label="From"
        value={from ?? ''}
        onDay={(day) => narrow({ from: day || undefined })}
      />
      <DayInput label="To" value={to ?? ''} onDay={(day) => narrow({ to: day || undefined })} />
      {isNarrowed(asked) && (
        <Button variant="quiet" onClick={() => narrow(unfiltered)}>
          Clear the filters
        </Button>
      )}
      {isBackwards(asked) && (
        <p role="alert" className="basis-full text-bad text-dense">
          The first day is after the last one, so no line lies between them.
        </p>
      )}
    </Filters>
  )
}
