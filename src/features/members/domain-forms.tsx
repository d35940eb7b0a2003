import { useState } from 'react'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { codeForm, domainForm, mailboxes } from './joining'
import { useWaysInActs } from './joining.queries'

type Sent = { id: string; to: string }

/** Names a domain and where its keeper reads; then asks for the code that was written there. */
export function DomainForm({ org, domain = '' }: { org: string; domain?: string }) {
  const { addDomain } = useWaysInActs(org)
  const [sent, setSent] = useState<Sent | null>(null)
  const [shown, setShown] = useState(false)
  const form = useRefusableForm({
    defaultValues: { domain, mailbox: 'postmaster' },
    schema: domainForm,
    submit: async (value) => {
      const { domain, mailbox } = domainForm.parse(value)
      setSent(await addDomain.mutateAsync({ data: { org, domain, mailbox } }))
    },
  })
  if (shown) return <p role="status">The domain is yours. People there can join now.</p>
  if (sent) {
    return (
      <div className="grid gap-4">
        <p role="status">
          We have written to <span className="font-medium">{sent.to}</span>.
        </p>
        <CodeForm org={org} id={sent.id} done={() => setShown(true)} />
      </div>
    )
  }
  return (
    <Form form={form}>
      <form.AppField name="domain">
        {(field) => (
          <field.Text
            label="Domain"
            placeholder="acme.com"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            inputMode="url"
            autoFocus
          />
        )}
      </form.AppField>
      <form.AppField name="mailbox">
        {(field) => (
          <field.Select
            label="Write the code to"
            help="A mailbox that only the keeper of a domain reads."
            options={mailboxes.map((value) => ({ value, label: `${value}@…` }))}
          />
        )}
      </form.AppField>
      <FormError />
      <div className="flex justify-end">
        <SubmitButton>Send code</SubmitButton>
      </div>
    </Form>
  )
}

/** Takes the six digits from the letter. */
export function CodeForm({ org, id, done }: { org: string; id: string; done: () => void }) {
  const { verifyDomain } = useWaysInActs(org)
  const form = useRefusableForm({
    defaultValues: { code: '' },
    schema: codeForm,
    submit: async ({ code }) => {
      await verifyDomain.mutateAsync({ data: { org, id, code: code.trim() } })
      done()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="code">
        {(field) => (
          <field.Text
            label="Code"
            help="Six digits, good for half an hour."
            inputMode="numeric"
            autoComplete="one-time-code"
            mono
            autoFocus
          />
        )}
      </form.AppField>
      <FormError />
      <div className="flex justify-end">
        <SubmitButton>Confirm</SubmitButton>
      </div>
    </Form>
  )
}
