import { Dialog } from '~/ui/dialog'
import { ReasonForm } from './inbox-replay'
import { useJobWrites } from './jobs.queries'
import { useResend } from './letters.queries'

/** What an operator's role lets them do about a job. */
export type MayJobs = { retry: boolean; discard: boolean }

export type JobAct = { kind: 'retry' | 'discard'; id: string; queue: string }

/** Asks why, and retries or discards a job. */
export function JobActDialog({ act, close }: { act: JobAct | null; close: () => void }) {
  const { retry, discard } = useJobWrites()
  const retries = act?.kind === 'retry'
  return (
    <Dialog
      open={act !== null}
      onOpenChange={(open) => open || close()}
      title={retries ? 'Retry this job?' : 'Discard this job?'}
      sentence={
        retries
          ? 'It goes back on its queue as it was, and is tried within seconds.'
          : 'It is never worked again. What it would have done stays undone.'
      }
    >
      {act && (
        <ReasonForm
          act={retries ? 'Retry' : 'Discard'}
          submit={(reason) => (retries ? retry : discard).mutateAsync({ id: act.id, reason })}
          close={close}
        />
      )}
    </Dialog>
  )
}

/** Asks why, and sends a letter once more. */
export function ResendDialog({ id, close }: { id: string | null; close: () => void }) {
  const resend = useResend()
  return (
    <Dialog
      open={id !== null}
      onOpenChange={(open) => open || close()}
      title="Send this letter again?"
      sentence="It is tried within seconds. If the mail service took it before after all, it arrives only once."
    >
      {id && (
        <ReasonForm
          act="Send again"
          submit={(reason) => resend.mutateAsync({ id, reason })}
          close={close}
        />
      )}
    </Dialog>
  )
}
