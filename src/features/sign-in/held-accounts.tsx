import { useSuspenseQuery } from '@tanstack/react-query'
import app from 'app.config'
import { useState } from 'react'
import { sessionQuery } from '~/auth/session.queries'
import { switchAccount } from '~/auth/sign-in/accounts.functions'
import { waysBackQuery } from '~/auth/sign-in/accounts.queries'
import { ownPath } from '~/auth/sign-in/redirect'
import { useSessionChange } from '~/auth/use-session-change'
import { Avatar } from '~/ui/avatar'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'

/** Whom this browser is signed in as already: one press instead of another sign-in. */
export function HeldAccounts({ redirect }: { redirect?: string }) {
  const { data } = useSuspenseQuery(waysBackQuery)
  const { data: session } = useSuspenseQuery(sessionQuery)
  const change = useSessionChange()
  const [fault, setFault] = useState('')
  const others = data.accounts.filter(({ id }) => id !== session?.user.id)
  const isFull = data.accounts.length >= app.signIn.accountsPerBrowser && session
  const goOn = async (userId: string) => {
    try {
      await switchAccount({ data: { userId } })
      await change.become(ownPath(redirect))
    } catch (error) {
      setFault(faultOf(error).sentence)
    }
  }
  if (others.length === 0 && !session) return null
  return (
    <div className="grid gap-4">
      {isFull ? (
        <Notice tone="warn">
          This browser is signed in to {data.accounts.length} accounts, which is as many as it
          keeps. Sign out of one first.
        </Notice>
      ) : (
        session && (
          <p className="text-quiet">
            You stay signed in as <span className="text-ink">{session.user.email}</span>.
          </p>
        )
      )}
      {others.length > 0 && (
        <ul aria-label="Accounts in this browser" className="divide-y border-y">
          {others.map(({ id, name, email, image }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => goOn(id)}
                className="flex w-full min-w-0 items-center gap-3 rounded-control py-2 text-left hover:bg-hover"
              >
                <Avatar name={name || email} image={image} />
                <span className="min-w-0">
                  <span className="block truncate font-medium">
                    Go on as <bdi>{name || email}</bdi>
                  </span>
                  <span className="block truncate text-quiet text-small">{email}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {fault && (
        <Notice tone="bad" role="alert">
          {fault}
        </Notice>
      )}
    </div>
  )
}
