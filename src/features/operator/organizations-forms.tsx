import app from 'app.config'
import type { ReactNode } from 'react'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { useToast } from '~/ui/toast'
import { grantForm, reasonForm, suspendForm, trialForm } from './organizations'
import { useOrganizationActs } from './organizations.queries'
import type { OneOrganization } from './organizations-page.server'

export type ActProps = { organization: OneOrganization; close: () => void }

export const reasonLabel = {
  label: 'Reason',
  help: 'For the audit log. Its owner reads it there.',
  maxLength: 300,
  autoComplete: 'off',
}

/** The foot of a form that does something to an organization. */
export function ActFoot({ danger, children }: { danger?: boolean; children: ReactNode }) {
  return (
    <>
      <FormError />
      <div className="flex justify-end">
        <SubmitButton variant={danger ? 'danger' : 'primary'}>{children}</SubmitButton>
      </div>
    </>
  )
}

export function SuspendForm({ organization: { id, name }, close }: ActProps) {
  const { suspend } = useOrganizationActs()
  const toast = useToast()
  const form = useRefusableForm({
    defaultValues: { told: '', reason: '' },
    schema: suspendForm,
    submit: async (values) => {
      await suspend.mutateAsync({ organizationId: id, ...values })
      close()
      toast(`${name} is suspended.`)
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="told">
        {(field) => (
          <field.TextArea
            label="What its members are told"
            help="A sentence on every page of theirs, as you write it."
            maxLength={300}
            autoFocus
          />
        )}
      </form.AppField>
      <form.AppField name="reason">{(field) => <field.Text {...reasonLabel} />}</form.AppField>
      <ActFoot danger>Suspend</ActFoot>
    </Form>
  )
}

export function RestoreForm({ organization: { id, name }, close }: ActProps) {
  const { restore } = useOrganizationActs()
  const toast = useToast()
  const form = useRefusableForm({
    defaultValues: { reason: '' },
    schema: reasonForm,
    submit: async ({ reason }) => {
      await restore.mutateAsync({ organizationId: id, reason })
      close()
      toast(`${name} is restored.`)
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="reason">
        {(field) => <field.Text {...reasonLabel} autoFocus />}
      </form.AppField>
      <ActFoot>Restore</ActFoot>
    </Form>
  )
}

const plans = app.plans
  .filter(({ stripe }) => stripe)
  .map(({ id, name, summary }) => ({ value: id, label: name, hint: summary }))

export function GrantForm({ organization: { id, granted }, close }: ActProps) {
  const { grantPlan } = useOrganizationActs()
  const form = useRefusableForm({
    defaultValues: {
      plan: plans.at(-1)?.value ?? '',
      until: granted?.state === 'holds' ? granted.until.slice(0, 10) : '',
      reason: '',
    },
    schema: grantForm,
    submit: async (values) => {
      const seen = granted?.until ?? null
      await grantPlan.mutateAsync({ organizationId: id, ...values, seen })
      close()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="plan">
        {(field) => <field.Select label="Plan" options={plans} />}
      </form.AppField>
      <form.AppField name="until">
        {(field) => <field.Day label="Through" help="That day is its last." />}
      </form.AppField>
      <form.AppField name="reason">{(field) => <field.Text {...reasonLabel} />}</form.AppField>
      <ActFoot>Give it</ActFoot>
    </Form>
  )
}

export function EndGrantForm({ organization: { id, granted }, close }: ActProps) {
  const { endGrant } = useOrganizationActs()
  const form = useRefusableForm({
    defaultValues: { reason: '' },
    schema: reasonForm,
    submit: async ({ reason }) => {
      await endGrant.mutateAsync({ organizationId: id, reason, seen: granted?.until ?? null })
      close()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="reason">
        {(field) => <field.Text {...reasonLabel} autoFocus />}
      </form.AppField>
      <ActFoot danger>End it now</ActFoot>
    </Form>
  )
}

export function TrialForm({ organization: { id }, close }: ActProps) {
  const { extendTrial } = useOrganizationActs()
  const form = useRefusableForm({
    defaultValues: { until: '', reason: '' },
    schema: trialForm,
    submit: async (values) => {
      await extendTrial.mutateAsync({ organizationId: id, ...values })
      close()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="until">
        {(field) => <field.Day label="Through" help="That day is its last." autoFocus />}
      </form.AppField>
      <form.AppField name="reason">{(field) => <field.Text {...reasonLabel} />}</form.AppField>
      <ActFoot>Extend the trial</ActFoot>
    </Form>
  )
}
