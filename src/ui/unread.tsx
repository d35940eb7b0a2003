import { Button } from './button'
import { faultOf } from './fault'
import { Notice, RequestId } from './notice'

type UnreadProps = {
  /** "projects" */
  what: string
  error: Error
  retry: () => void
}

/** What stands in place of rows that could not be read, with the way to ask again. */
export function Unread({ what, error, retry }: UnreadProps) {
  const { sentence, requestId } = faultOf(error)
  return (
    <Notice
      tone="bad"
      role="alert"
      className="mb-4"
      title={`The ${what} could not be read`}
      action={
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      }
    >
      {sentence}
      {requestId && <RequestId id={requestId} />}
    </Notice>
  )
}
