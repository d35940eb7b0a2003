import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { Notice } from '~/ui/notice'
import { Section } from '~/ui/page'
import { emailInput } from './email'
import { emailQuery, useEmailActs } from './email.queries'

/** The address one signs in with, and another in its place. */
export function EmailSection() {
  const { data } = useSuspenseQuery(emailQuery)
  const { email, pending } = data
  return (
    <Section
      title="E-mail address"
      sentence={
        <>
          You sign in with <span className="text-ink [overflow-wrap:anywhere]">{email}</span>, and
          our letters go there. For another one we ask both addresses first.
        </>
      }
    >
      <div className="grid gap-6">
        {pending && <Pending email={email} {...pending} />}
        <EmailForm />
      </div>
    </Section>
  )
}

function Pending({ email, to, step }: { email: string; to: string; step: 'old' | 'new' }) {
  const acts = useEmailActs()
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState('')
  const cancel = async () => {
    setPending(true)
    try {
      await acts.cancel()
    } catch (error) {
      setFault(faultOf(error).sentence)
      setPending(false)
    }
  }
  const [asked, left] =
    step === 'old' ? [email, 'first of two letters'] : [to, 'second of two letters']
  return (
    <Notice
      title={<span className="[overflow-wrap:anywhere]">{to} is waiting to be confirmed</span>}
      role="status"
      action={
        <Button size="sm" onClick={cancel} pending={pending}>
          Cancel the change
        </Button>
      }
    >
      <p className="[overflow-wrap:anywhere]">
        Open the {left}, at {asked}. Its link works for a day; until then nothing changes.
      </p>
      {fault && (
        <p role="alert" className="text-bad">
          {fault}
        </p>
      )}
    </Notice>
  )
}

function EmailForm() {
  const acts = useEmailActs()
  const form = useRefusableForm({
    defaultValues: { email: '' },
    schema: emailInput,
    submit: async (value, { reset }) => {
      await acts.request(emailInput.parse(value).email)
      reset()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="email">
        {(field) => <field.Email label="New address" autoComplete="email" />}
      </form.AppField>
      <FormError />
      <SubmitButton variant="secondary">Change address</SubmitButton>
    </Form>
  )
}
