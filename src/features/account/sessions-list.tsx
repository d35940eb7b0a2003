import { useSuspenseQuery } from '@tanstack/react-query'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { Moment } from '~/ui/moment'
import { SettingRow, Settings } from '~/ui/setting-row'
import { sessionsQuery, useSessionActs } from './sessions.queries'
import { useEnding } from './use-ending'

/** Where one is signed in, and the end of it. */
export function SessionsList() {
  const { data: sessions } = useSuspenseQuery(sessionsQuery)
  const acts = useSessionActs()
  const { ending, said, end } = useEnding()
  return (
    <>
      <Settings>
        {sessions.map(({ id, browser, address, signedInAt, lastUsedAt, current, impersonated }) => (
          <SettingRow
            key={id}
            title={
              <span className="flex flex-wrap items-center gap-x-2">
                {browser}
                {current && <Badge>This one</Badge>}
                {impersonated && <Badge>Our support</Badge>}
              </span>
            }
            sentence={
              <>
                <span className="block">
                  Last used <Moment at={lastUsedAt} />
                </span>
                <span className="block text-dense">
                  Signed in <Moment at={signedInAt} />
                  {address && <span className="break-all"> from {address}</span>}
                </span>
              </>
            }
          >
            {!current && (
              <Button
                size="sm"
                pending={ending === id}
                onClick={() => end(id, () => acts.end(id), `${browser} is signed out.`)}
                aria-label={`Sign out ${browser}${address ? `, ${address}` : ''}`}
              >
                Sign out
              </Button>
            )}
          </SettingRow>
        ))}
      </Settings>
      <p aria-live="polite" className="mt-3 min-h-5 text-dense text-quiet">
        {said}
      </p>
    </>
  )
}
