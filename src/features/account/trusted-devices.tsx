import type { TrustedDevice } from '~/auth/second-step/own-second-step.server'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { Day } from '~/ui/day'
import { Moment } from '~/ui/moment'
import { SettingRow, Settings } from '~/ui/setting-row'
import { useSecondStepActs } from './second-step.queries'
import { useEnding } from './use-ending'

/** Devices that are spared the second step, and the end of that. */
export function TrustedDevices({ devices }: { devices: TrustedDevice[] }) {
  const acts = useSecondStepActs()
  const { ending, said, end } = useEnding()
  return (
    <div className="mt-6">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h3 className="font-medium">Trusted devices</h3>
        {devices.length > 1 && (
          <Button
            size="sm"
            pending={ending === 'all'}
            onClick={() => end('all', acts.distrust, 'No device is trusted any more.')}
          >
            Trust none
          </Button>
        )}
      </div>
      {devices.length === 0 ? (
        <p className="border-y py-4 text-quiet">
          None: every sign-in asks for a code. You can trust a device when you sign in on it.
        </p>
      ) : (
        <Settings>
          {devices.map(({ id, browser, lastUsedAt, until, current }) => (
            <SettingRow
              key={id}
              title={
                <span className="flex flex-wrap items-center gap-x-2">
                  {browser}
                  {current && <Badge>This one</Badge>}
                </span>
              }
              sentence={
                <>
                  Signed in last <Moment at={lastUsedAt} />, trusted until <Day at={until} />
                </>
              }
            >
              <Button
                size="sm"
                pending={ending === id}
                onClick={() =>
                  end(id, () => acts.distrust(id), `${browser} is asked for a code again.`)
                }
                aria-label={`Stop trusting ${browser}`}
              >
                Stop trusting
              </Button>
            </SettingRow>
          ))}
        </Settings>
      )}
      <p aria-live="polite" className="mt-3 min-h-5 text-dense text-quiet">
        {said}
      </p>
    </div>
  )
}
