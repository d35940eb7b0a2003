import { useSuspenseQuery } from '@tanstack/react-query'
import { z } from 'zod/mini'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { mayOperate } from '~/auth/operator/operator-permissions'
import { type OperatorRole, operatorRoleOf } from '~/auth/operator/operator-role'
import { reasonShape } from '~/auth/operator/reason'
import { withStepUp } from '~/auth/step-up/step-up'
import { useSessionChange } from '~/auth/use-session-change'
import { Button } from '~/ui/button'
import { Dialog, DialogFoot } from '~/ui/dialog'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { personQuery } from './people.queries'

const lookInput = z.object({ reason: reasonShape })

/** Begins to look through somebody's eyes: never through those of whoever runs the product, nor of a banned person. */
export function LookThrough({ id, role }: { id: string; role: OperatorRole }) {
  const { data: person } = useSuspenseQuery(personQuery(id))
  const open = mayOperate(role, { user: ['impersonate'] })
  if (!open || operatorRoleOf(person) || person.ban) return null
  return (
    <Dialog
      trigger={<Button>Look through their eyes</Button>}
      title={
        <>
          Look through <bdi>{person.name}</bdi>’s eyes
        </>
      }
      sentence="You see what they see, and change nothing. Each page you open stands in the audit log of its organization, under both names."
    >
      <LookForm id={id} />
    </Dialog>
  )
}

function LookForm({ id }: { id: string }) {
  const change = useSessionChange()
  const form = useRefusableForm({
    defaultValues: { reason: '' },
    schema: lookInput,
    submit: async ({ reason }) => {
      await withStepUp(async () => {
        const body = { userId: id, reason }
        answered(await authClient.$fetch('/admin/impersonate-user', { method: 'POST', body }))
      })
      await change.become('/app')
    },
  })
  return (
    <Form form={form} className="grid gap-4">
      <form.AppField name="reason">
        {(field) => (
          <field.Text
            label="Why"
            help="The owners of their organizations read this."
            autoComplete="off"
            autoFocus
          />
        )}
      </form.AppField>
      <FormError />
      <DialogFoot>
        <SubmitButton>Begin looking</SubmitButton>
      </DialogFoot>
    </Form>
  )
}
