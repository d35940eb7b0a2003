import { Avatar } from './avatar'
import { Button } from './button'
import { faultOf } from './fault'
import { Notice } from './notice'
import { SearchBox } from './search-box'
import { TableSkeleton } from './skeleton'

type Person = { id: string; name: string; email: string; image: string | null }

type Props<Found extends Person> = {
  /** "Find a member", "Members". */
  label: string
  list: string
  words: string
  onSearch: (words: string) => void
  /** Not there while they are asked for. */
  people: readonly Found[] | undefined
  error: Error | null
  /** Said where nobody fits. */
  nobody: string
  /** No more than so many are ever found at once. */
  most?: number
  /** What stands under a name; the address where it is left out. */
  about?: (person: Found) => string
  /** "Choose" */
  act: string
  onAct: (person: Found) => void
  /** Whom the act is under way for. */
  busy?: string
}

/** Finds people by their names, and lets one be chosen. */
export function PeopleFinder<Found extends Person>(props: Props<Found>) {
  const { label, list, words, onSearch, people, error, nobody, most, act, onAct, busy } = props
  const about = props.about ?? (({ email }) => email)
  return (
    <div className="grid gap-4">
      <SearchBox label={label} value={words} onSearch={onSearch} autoFocus />
      {error && (
        <Notice tone="bad" role="alert">
          {faultOf(error).sentence}
        </Notice>
      )}
      {!people && !error && <TableSkeleton rows={3} />}
      {people?.length === 0 && (
        <p className="text-quiet" role="status">
          {nobody}
        </p>
      )}
      {people && people.length > 0 && (
        <ul className="max-h-80 divide-y overflow-y-auto border-y" aria-label={list}>
          {people.map((person) => (
            <li key={person.id} className="flex items-center gap-3 py-2">
              <Avatar name={person.name} image={person.image} size="sm" />
              <span className="min-w-0 flex-1">
                <bdi className="block truncate font-medium">{person.name}</bdi>
                <span className="block truncate text-dense text-quiet">{about(person)}</span>
              </span>
              <Button
                size="sm"
                aria-label={`${act} ${person.name}`}
                pending={busy === person.id}
                onClick={() => onAct(person)}
              >
                {act}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {people && people.length === most && (
        <p className="text-quiet text-small">The first {most}. Search for somebody to see fewer.</p>
      )}
    </div>
  )
}
