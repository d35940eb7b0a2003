import { SearchBox } from '~/ui/search-box'
import { type EveryAuditSearch, ofNone } from './audit'

type Props = {
  asked: EveryAuditSearch
  narrow: (next: Pick<EveryAuditSearch, 'person' | 'organization'>) => void
}

/** Who, or to whom, and in which organization: by id, or by what a name or an address begins with. */
export function AuditFind({ asked: { person, organization }, narrow }: Props) {
  return (
    <>
      <SearchBox
        label="Who, or to whom"
        value={person ?? ''}
        onSearch={(words) => narrow({ person: words || undefined })}
      />
      <SearchBox
        label={`Organization, or “${ofNone}”`}
        value={organization ?? ''}
        onSearch={(words) => narrow({ organization: words || undefined })}
      />
    </>
  )
}
