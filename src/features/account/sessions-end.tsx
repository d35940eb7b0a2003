import { useSuspenseQuery } from '@tanstack/react-query'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { SettingRow, Settings } from '~/ui/setting-row'
import { useToast } from '~/ui/toast'
import { sessionsQuery, useSessionActs } from './sessions.queries'

/** Many sessions at once. */
export function SessionsEnd() {
  const { data: sessions } = useSuspenseQuery(sessionsQuery)
  const acts = useSessionActs()
  const toast = useToast()
  const alone = sessions.every(({ current }) => current)
  return (
    <Settings>
      <SettingRow
        title="Everywhere else"
        sentence={
          alone
            ? 'You are signed in here only.'
            : 'Every other browser is signed out at once. You stay here.'
        }
      >
        <ConfirmDialog
          trigger={<Button disabled={alone}>Sign out the others…</Button>}
          title="Sign out everywhere else?"
          sentence="Every other browser has to sign in again."
          confirm="Sign out the others"
          onConfirm={async () => {
            await acts.endOthers()
            toast('Every other browser is signed out.')
          }}
        />
      </SettingRow>
      <SettingRow title="Everywhere" sentence="Here too: you sign in again afterwards.">
        <ConfirmDialog
          trigger={<Button>Sign out everywhere…</Button>}
          title="Sign out everywhere?"
          sentence="Every browser has to sign in again, this one too."
          confirm="Sign out everywhere"
          onConfirm={acts.endAll}
        />
      </SettingRow>
    </Settings>
  )
}
