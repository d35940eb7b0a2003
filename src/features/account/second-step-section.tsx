import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { Section } from '~/ui/page'
import { SettingRow, Settings } from '~/ui/setting-row'
import { secondStepQuery } from './second-step.queries'
import { type SecondStepAct, SecondStepDialog } from './second-step-dialog'
import { TrustedDevices } from './trusted-devices'

/** The second step of signing in: an app, or letters; its backup codes; the devices that are spared it. */
export function SecondStepSection() {
  const { data } = useSuspenseQuery(secondStepQuery)
  const [act, setAct] = useState<SecondStepAct | null>(null)
  const [said, setSaid] = useState('')
  const open = (next: SecondStepAct) => () => {
    setSaid('')
    setAct(next)
  }
  return (
    <Section
      title="Two-step sign-in"
      sentence="After your password, your link or an account elsewhere we ask for a code. Whoever has one of the two stays out."
    >
      <Settings>
        {data.on !== 'authenticator' && (
          <SettingRow
            title="Authenticator app"
            sentence="An app on your phone, or your password manager, shows a new code every 30 seconds."
          >
            <Button onClick={open('set-up')}>Set up…</Button>
          </SettingRow>
        )}
        {data.on === 'authenticator' && (
          <>
            <SettingRow
              title={<State of="Authenticator app" />}
              sentence="Asked for whenever you sign in."
            >
              <Button onClick={open('move')}>Move to another app…</Button>
            </SettingRow>
            <SettingRow title="Backup codes" sentence={codesLeft(data.backupCodes)}>
              <Button onClick={open('renew')}>Make new codes…</Button>
            </SettingRow>
          </>
        )}
        {data.on === null && (
          <SettingRow
            title="Codes by letter"
            sentence="Weaker, for whoever reads your mail has the code too; and there are no backup codes."
          >
            <Button onClick={open('letters')}>Turn on…</Button>
          </SettingRow>
        )}
        {data.on === 'letter' && (
          <SettingRow
            title={<State of="Codes by letter" />}
            sentence="There are no backup codes: without your mail you do not get in. An authenticator app is safer."
          />
        )}
        {data.on !== null && (
          <SettingRow
            title="Turn it off"
            sentence="Your password, a link or an account elsewhere is enough again."
          >
            <Button onClick={open('off')}>Turn off…</Button>
          </SettingRow>
        )}
      </Settings>
      <p aria-live="polite" className="mt-3 min-h-5 text-dense text-quiet">
        {said}
      </p>
      {data.on !== null && <TrustedDevices devices={data.trusted} />}
      {act && <SecondStepDialog act={act} close={() => setAct(null)} say={setSaid} />}
    </Section>
  )
}

function State({ of }: { of: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {of} <Badge tone="good">On</Badge>
    </span>
  )
}

function codesLeft(count: number): string {
  if (count === 0) return 'None is left. Make new ones before you need one.'
  const left = count === 1 ? 'One is left' : `${count} are left`
  return count < 4 ? `${left}. Make new ones soon.` : `${left}. Each works once.`
}
