import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import { useCallback, useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { sessionQuery } from '~/auth/session.queries'
import { useSessionChange } from '~/auth/use-session-change'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { AllowChanges } from './allow-changes'
import type { Look, Seen } from './look'
import { TimeLeft } from './time-left'

type Props = Seen & {
  /** The look has ended by itself; the page below it still stands. */
  over: boolean
}

/** At the top of the window, whatever is scrolled. Its height is `--over`, which all else keeps free. */
export function LookBar({ person, look, over }: Props) {
  const queryClient = useQueryClient()
  const router = useRouter()
  const change = useSessionChange()
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState<string>()
  const askAgain = useCallback(
    () => void queryClient.prefetchQuery({ ...sessionQuery, staleTime: 0 }),
    [queryClient],
  )

  async function stop() {
    setPending(true)
    try {
      const ask = authClient.$fetch<{ user: object | null }>('/admin/stop-impersonating', {
        method: 'POST',
        body: {},
      })
      const answer = answered(await ask)
      await change.become(answer?.user ? `/operator/users/${person.id}` : '/look-over?out=true')
    } catch (error) {
      setFault(faultOf(error).sentence)
    } finally {
      setPending(false)
    }
  }

  return (
    <aside
      data-over
      aria-label={`Looking through ${person.name}’s eyes`}
      className="fixed inset-x-0 top-0 z-55 flex h-(--over) items-center gap-x-3 border-warn-line border-b bg-warn-tint px-4 text-ink max-md:flex-wrap max-md:content-center max-md:gap-y-1"
    >
      <Eye className="size-4 shrink-0 text-warn" strokeWidth={1.75} aria-hidden />
      <p className="min-w-0 flex-1 truncate">
        <span className="font-medium">
          {over ? 'Your look through ' : 'You look through '}
          <bdi>{person.name}</bdi>
          {over ? '’s eyes is over' : '’s eyes'}
        </span>
      </p>
      {!over && <TimeLeft endsAt={new Date(look.endsAt)} onOver={askAgain} />}
      <div className="flex min-w-0 items-center gap-2 max-md:w-full">
        <p className="min-w-0 flex-1 truncate text-dense md:mr-2" aria-live="polite">
          {fault ?? (over ? 'Nothing more is changed' : stateOf(look))}
        </p>
        {over ? (
          <Button size="sm" onClick={() => router.navigate({ to: '/look-over' })}>
            Go on as yourself
          </Button>
        ) : (
          <>
            {look.mayStepUp && !look.changes && <AllowChanges name={person.name} />}
            <Button size="sm" pending={pending} onClick={stop}>
              Stop
            </Button>
          </>
        )}
      </div>
    </aside>
  )
}

const stateOf = ({ changes }: Look) => (changes ? 'Changes allowed' : 'Only looking')
