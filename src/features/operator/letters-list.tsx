import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { Page } from '~/ui/page'
import { TableSkeleton } from '~/ui/skeleton'
import { Unread } from '~/ui/unread'
import { ResendDialog } from './jobs-acts'
import { faring } from './jobs-words'
import type { LettersQuery } from './letters'
import { lettersQuery } from './letters.queries'
import { LetterFilters } from './letters-filters'
import { LettersTable } from './letters-table'

type Props = {
  query: LettersQuery
  /** Changes what the address says, and keeps the rest. */
  change: (next: Partial<LettersQuery>) => void
  mayResend: boolean
}

/** Every letter that is kept, with what became of it. While they change, those before them stay, paler. */
export function LettersConsole({ query, change, mayResend }: Props) {
  const { data: page, error, isPlaceholderData, refetch } = useQuery(lettersQuery(query))
  const [resending, setResending] = useState<string | null>(null)
  const narrow = (next: Partial<LettersQuery>) => change({ page: undefined, ...next })
  return (
    <Page
      title="Letters"
      sentence={page ? faring(page.health, 'sent') : 'What the product wrote, and to whom.'}
      width="table"
    >
      <LetterFilters query={query} names={page?.names ?? []} narrow={narrow} />
      {error && <Unread what="letters" error={error} retry={() => void refetch()} />}
      <div className={isPlaceholderData ? 'opacity-60' : ''} aria-busy={isPlaceholderData || !page}>
        {!page ? (
          !error && <TableSkeleton />
        ) : page.matching > 0 ? (
          <LettersTable page={page} mayResend={mayResend} ask={(id) => setResending(id)} />
        ) : (
          <NoLetters query={query} clear={() => narrow(unfiltered)} />
        )}
      </div>
      <ResendDialog id={resending} close={() => setResending(null)} />
    </Page>
  )
}

const unfiltered = { q: undefined, letter: undefined, state: undefined, within: undefined }

function NoLetters({ query, clear }: { query: LettersQuery; clear: () => void }) {
  const { q, letter, state, within } = query
  if (q || letter || state || within) {
    return (
      <Empty
        title="Nothing matches"
        sentence="No letter that is kept fits these filters. A letter is kept for a week after it was sent."
        action={<Button onClick={clear}>Clear the filters</Button>}
      />
    )
  }
  return (
    <Empty
      title="No letter was written lately"
      sentence="Each one is kept here for a week, without what its links open."
    />
  )
}
