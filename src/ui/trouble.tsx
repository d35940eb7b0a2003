import { type ErrorComponentProps, useLocation, useRouter } from '@tanstack/react-router'
import { Bug } from '~/observe/bug'
import { Refusal } from '~/refusal'
import { Button, ButtonLink } from './button'
import { PlainShell } from './plain-shell'
import { Problem } from './problem'

/** What a page shows when it could not be made: a refusal's sentence, or a bug's number. */
export function Trouble({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  if (error instanceof Refusal) {
    return (
      <Problem
        title={titles[error.code] ?? 'This cannot be shown'}
        action={
          <>
            {error.code !== 'not_found' && <Retry onRetry={retry} />}
            <Home />
          </>
        }
      >
        {error.sentence}
      </Problem>
    )
  }
  const requestId = error instanceof Bug ? error.requestId : undefined
  return (
    <Problem
      title="Something went wrong on our side"
      requestId={requestId}
      action={
        <>
          <Retry onRetry={retry} />
          <Home />
        </>
      }
    >
      {requestId
        ? 'Nothing was lost. Try again in a moment; if it stays like this, send us the number below.'
        : 'Nothing was lost. Try again in a moment, or load the page anew.'}
    </Problem>
  )
}

/** The same where the page's own frame could not be made either. */
export function TroublePage(props: ErrorComponentProps) {
  return (
    <PlainShell>
      <Trouble {...props} />
    </PlainShell>
  )
}

/** What stands at an address that leads nowhere. */
export function NotFound() {
  return (
    <Problem title="There is nothing at this address" action={<Home />}>
      It may have been moved or deleted, or the address was not copied whole.
    </Problem>
  )
}

/** The same where no frame is around it. */
export function NotFoundPage() {
  return (
    <PlainShell>
      <NotFound />
    </PlainShell>
  )
}

const titles: Partial<Record<Refusal['code'], string>> = {
  not_found: 'This is not here',
  forbidden: 'This is not open to you',
  unavailable: 'Not just now',
}

/** A form that asks for this address once more: so it does its work before the page's script has arrived. */
function Retry({ onRetry }: { onRetry: () => void }) {
  const { pathname, searchStr } = useLocation()
  return (
    <form
      action={pathname}
      onSubmit={(event) => {
        event.preventDefault()
        onRetry()
      }}
    >
      {[...new URLSearchParams(searchStr)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit">Try again</Button>
    </form>
  )
}

function Home() {
  return <ButtonLink to="/app">To your organizations</ButtonLink>
}
