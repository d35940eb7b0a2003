import { mayOperate } from '~/auth/operator/operator-permissions'
import type { OperatorRole } from '~/auth/operator/operator-role'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { Moment } from '~/ui/moment'
import { Section } from '~/ui/page'
import { SettingRow, Settings } from '~/ui/setting-row'
import type { PersonPage } from './people.server'
import type { PersonAct } from './people-acts'

type Props = { person: PersonPage; role: OperatorRole; setAct: (act: PersonAct) => void }

/** Where somebody is signed in, those who look through their eyes among them. */
export function PersonSessions({ person, role, setAct }: Props) {
  const { sessions } = person
  const ends = mayOperate(role, { session: ['revoke'] })
  return (
    <Section
      title="Sessions"
      action={
        ends &&
        sessions.length > 0 && (
          <Button size="sm" onClick={() => setAct({ kind: 'sessions' })}>
            End all
          </Button>
        )
      }
    >
      {sessions.length === 0 ? (
        <p className="text-quiet">They are signed in nowhere.</p>
      ) : (
        <Settings>
          {sessions.map(({ id, browser, address, signedInAt, usedAt, looks }) => (
            <SettingRow
              key={id}
              title={
                <span className="flex flex-wrap items-center gap-x-2">
                  {browser}
                  {looks !== null && (
                    <Badge>{looks || 'An operator'} looks through their eyes</Badge>
                  )}
                </span>
              }
              sentence={
                <>
                  <span className="block">
                    Last used <Moment at={usedAt} />
                  </span>
                  <span className="block text-dense">
                    Signed in <Moment at={signedInAt} />
                    {address && <span className="break-all"> from {address}</span>}
                  </span>
                </>
              }
            >
              {ends && (
                <Button
                  size="sm"
                  onClick={() => setAct({ kind: 'session', session: { id, browser } })}
                  aria-label={`End the session in ${browser}${address ? `, ${address}` : ''}`}
                >
                  End
                </Button>
              )}
            </SettingRow>
          ))}
        </Settings>
      )}
    </Section>
  )
}
