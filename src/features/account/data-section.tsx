import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { faultOf } from '~/ui/fault'
import { SettingRow } from '~/ui/setting-row'
import { useDataActs, whatKeepsQuery } from './data.queries'

/** What is mine, to take along. */
export function ExportRow() {
  const acts = useDataActs()
  const [pending, setPending] = useState(false)
  const [said, setSaid] = useState('')
  const [fault, setFault] = useState('')
  const take = async () => {
    setPending(true)
    setSaid('')
    setFault('')
    try {
      await acts.takeAlong()
      setSaid('Downloaded.')
    } catch (error) {
      setFault(faultOf(error).sentence)
    } finally {
      setPending(false)
    }
  }
  return (
    <SettingRow
      title="Take it along"
      sentence={
        <>
          One archive with your profile, sessions, organizations and what you did in them, as JSON
          with a schema. No passwords, no keys.
          <span role="alert" className="mt-2 block text-bad empty:hidden">
            {fault}
          </span>
        </>
      }
      status={said}
    >
      <Button onClick={take} pending={pending}>
        Export my data
      </Button>
    </SettingRow>
  )
}

/** The end of the account, and what stands against it. */
export function DeleteRow({ email }: { email: string }) {
  const { data: keeps } = useSuspenseQuery(whatKeepsQuery)
  const acts = useDataActs()
  return (
    <SettingRow
      title="Delete account"
      sentence={keeps ?? 'Everything that is only yours goes for good, at once.'}
    >
      <ConfirmDialog
        trigger={<Button disabled={keeps !== null}>Delete…</Button>}
        title="Delete your account?"
        sentence="Your profile, your ways to sign in and your places in organizations are gone at once. What you made in organizations stays there. Nobody can bring your account back."
        confirm="Delete account"
        danger
        typed={email}
        onConfirm={acts.deleteAccount}
      />
    </SettingRow>
  )
}
