import { useNavigate } from '@tanstack/react-router'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { Form, useRefusableForm } from '~/ui/form'
import { newPersonForm } from './people'
import { usePeopleActs } from './people.queries'
import { Foot } from './people-forms'

/** The button that makes an account for somebody, and what it asks. */
export function NewPerson() {
  return (
    <Dialog
      trigger={<Button variant="primary">New person</Button>}
      title="New person"
      sentence="They get a letter with a link to choose a password."
    >
      {(close) => <NewPersonForm close={close} />}
    </Dialog>
  )
}

function NewPersonForm({ close }: { close: () => void }) {
  const { create } = usePeopleActs()
  const navigate = useNavigate()
  const form = useRefusableForm({
    defaultValues: { name: '', email: '', reason: '' },
    schema: newPersonForm,
    submit: async (given) => {
      const made = await create(given)
      close()
      if (made) await navigate({ to: '/operator/users/$user', params: { user: made.user.id } })
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="name">
        {(field) => <field.Text label="Name" autoComplete="off" autoFocus />}
      </form.AppField>
      <form.AppField name="email">
        {(field) => <field.Email label="E-mail" autoComplete="off" />}
      </form.AppField>
      <form.AppField name="reason">
        {(field) => (
          <field.Text
            label="Reason"
            help="It is written into the audit log, for good."
            autoComplete="off"
          />
        )}
      </form.AppField>
      <Foot>Make the account</Foot>
    </Form>
  )
}
