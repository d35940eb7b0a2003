import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Moment } from '~/ui/moment'
import { SettingRow, Settings } from '~/ui/setting-row'
import { sessionsQuery, useSessionActs } from './sessions.queries'

/** Where one is signed in, and the end of it. */
export function SessionsList() {
  const { data: sessions } = useSuspenseQuery(sessionsQuery)
  const acts = useSessionActs()
  const [ending, setEnding] = useState('')
  const [said, setSaid] = useState('')
  const end = async (id: string, browser: string) => {
    setEnding(id)
    try {
      await acts.end(id)
      setSaid(`${browser} is signed out.`)
    } catch (error) {
      setSaid(faultOf(error).sentence)
    } finally {
      setEnding('')
    }
  }
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
                onClick={() => end(id, browser)}
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
