import { useQuery } from '@tanstack/react-query'
import { z } from 'zod/mini'
import { allowChanges } from '~/auth/impersonation/look.functions'
import { proofQuery } from '~/auth/impersonation/look.queries'
import { reasonShape } from '~/auth/operator/reason'
import { useSessionChange } from '~/auth/use-session-change'
import { Button } from '~/ui/button'
import { Dialog, DialogFoot } from '~/ui/dialog'
import { faultOf } from '~/ui/fault'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { Notice } from '~/ui/notice'

/** Asks an operator for a reason and their own password, before they may change anything. */
export function AllowChanges({ name }: { name: string }) {
  return (
    <Dialog
      trigger={<Button size="sm">Allow changes…</Button>}
      title="Allow changes"
      sentence={
        <>
          What you change is written down under your name and <bdi>{name}</bdi>’s. Passwords,
          sign-in, billing and deletion stay closed.
        </>
      }
    >
      {(close) => <AllowForm close={close} />}
    </Dialog>
  )
}

const words = {
  password: { label: 'Your own password', missing: 'Write your password.' },
  authenticator: { label: 'Code of your authenticator app', missing: 'Write the code.' },
}

function AllowForm({ close }: { close: () => void }) {
  const { data: proof, error } = useQuery(proofQuery)
  const change = useSessionChange()
  const { label, missing } = words[proof ?? 'password']
  const form = useRefusableForm({
    defaultValues: { reason: '', secret: '' },
    schema: z.object({ reason: reasonShape, secret: z.string().check(z.minLength(1, missing)) }),
    submit: async (value) => {
      await allowChanges({ data: value })
      await change.refresh()
      close()
    },
  })
  if (error) return <Notice tone="bad">{faultOf(error).sentence}</Notice>
  return (
    <Form form={form} className="grid gap-4">
      <form.AppField name="reason">
        {(field) => <field.Text label="Why" autoComplete="off" autoFocus />}
      </form.AppField>
      <form.AppField name="secret">
        {(field) =>
          proof === 'authenticator' ? (
            <field.Text label={label} mono inputMode="numeric" autoComplete="one-time-code" />
          ) : (
            <field.Password label={label} autoComplete="current-password" />
          )
        }
      </form.AppField>
      <FormError />
      <DialogFoot>
        <SubmitButton disabled={!proof}>Allow changes</SubmitButton>
      </DialogFoot>
    </Form>
  )
}
