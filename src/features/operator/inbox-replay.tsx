import { useState } from 'react'
import { Button } from '~/ui/button'
import { Dialog, DialogFoot } from '~/ui/dialog'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { mostAtOnce, replayForm } from './inbox'
import { useReplays } from './inbox.queries'

type ReplayProps = { event: { id: string; type: string } | null; close: () => void }

/** Asks why, and has one event worked again. */
export function ReplayDialog({ event, close }: ReplayProps) {
  const { replay } = useReplays()
  return (
    <Dialog
      open={event !== null}
      onOpenChange={(open) => open || close()}
      title="Replay this event?"
      sentence={`${event?.type ?? 'It'}: its customer is read from Stripe once more, and what is true there is written down here.`}
    >
      {event && (
        <ReasonForm
          act="Replay"
          submit={(reason) => replay.mutateAsync({ eventId: event.id, reason })}
          close={close}
        />
      )}
    </Dialog>
  )
}

type AllProps = { which: { q?: string; type?: string }; count: number }

/** The button and the question for everything that failed of what is shown. */
export function ReplayAll({ which, count }: AllProps) {
  const { replayAll } = useReplays()
  const [open, setOpen] = useState(false)
  const some = Math.min(count, mostAtOnce)
  const words = count > some ? `the oldest ${some}` : `all ${some}`
  return (
    <div className="mt-4">
      <Dialog
        trigger={<Button>Replay {words}…</Button>}
        open={open}
        onOpenChange={setOpen}
        title={`Replay ${words}?`}
        sentence="Each customer is read from Stripe once more. Of events about the same one, the first does the work."
      >
        <ReasonForm
          act={`Replay ${words}`}
          submit={(reason) => replayAll.mutateAsync({ ...which, reason })}
          close={() => setOpen(false)}
        />
      </Dialog>
    </div>
  )
}

type ReasonProps = { act: string; submit: (reason: string) => Promise<unknown>; close: () => void }

/** Asks for the reason of an act, and closes what it stands in once the act is done. */
export function ReasonForm({ act, submit, close }: ReasonProps) {
  const form = useRefusableForm({
    defaultValues: { reason: '' },
    schema: replayForm,
    submit: async ({ reason }) => {
      await submit(reason)
      close()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="reason">
        {(field) => (
          <field.Text
            label="Reason"
            help="It is written into the audit log."
            autoComplete="off"
            autoFocus
          />
        )}
      </form.AppField>
      <FormError />
      <DialogFoot>
        <Button onClick={close}>Cancel</Button>
        <SubmitButton>{act}</SubmitButton>
      </DialogFoot>
    </Form>
  )
}
