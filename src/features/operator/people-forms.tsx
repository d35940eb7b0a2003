import app from 'app.config'
import type { ReactNode } from 'react'
import { z } from 'zod/mini'
import { passwordLength } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import {
  type BanLength,
  banForm,
  banLengths,
  detailsForm,
  passwordForm,
  peopleRoles,
  reasonForm,
  roleForm,
} from './people'
import { usePeopleActs } from './people.queries'
import type { PersonPage } from './people.server'
import { roleInWords } from './people-state'

type FormProps = { person: PersonPage; close: () => void }

const reasonHelp = 'It is written into the audit log, for good.'

type ReasonProps = {
  /** The act in words: "Lift the ban". */
  act: string
  danger?: boolean
  help?: string
  /** What is to be typed before it is done. */
  typed?: string
  submit: (given: { reason: string }) => unknown
  close: () => void
}

/** For acts that need nothing but why. */
export function ReasonForm({ act, danger, help = reasonHelp, typed, submit, close }: ReasonProps) {
  const form = useRefusableForm({
    defaultValues: { typed: '', reason: '' },
    schema: z.extend(reasonForm, {
      typed: z
        .string()
        .check(z.refine((word) => word.trim() === (typed ?? ''), 'This is not their address.')),
    }),
    submit: async ({ reason }) => {
      await submit({ reason })
      close()
    },
  })
  return (
    <Form form={form}>
      {typed !== undefined && (
        <form.AppField name="typed">
          {(field) => (
            <field.Text
              label={`Type ${typed} to confirm`}
              autoComplete="off"
              autoCapitalize="none"
            />
          )}
        </form.AppField>
      )}
      <form.AppField name="reason">
        {(field) => <field.Text label="Reason" help={help} autoComplete="off" autoFocus={!typed} />}
      </form.AppField>
      <Foot danger={danger}>{act}</Foot>
    </Form>
  )
}

const lengthNames: Record<BanLength, string> = {
  day: 'For a day',
  week: 'For a week',
  month: 'For thirty days',
  year: 'For a year',
  ever: 'Without an end',
}

export function BanForm({ person, close }: FormProps) {
  const { ban } = usePeopleActs()
  const form = useRefusableForm({
    defaultValues: { length: 'week', reason: '' },
    schema: banForm,
    submit: async ({ length, reason }) => {
      const chosen = banForm.shape.length.parse(length)
      await ban(person.id, { reason, banExpiresIn: banLengths[chosen] })
      close()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="length">
        {(field) => (
          <field.Select
            label="How long"
            options={Object.entries(lengthNames).map(([value, label]) => ({ value, label }))}
          />
        )}
      </form.AppField>
      <form.AppField name="reason">
        {(field) => (
          <field.Text
            label="Reason"
            help="It is written into the audit log. They are not told."
            autoComplete="off"
          />
        )}
      </form.AppField>
      <Foot danger>Ban</Foot>
    </Form>
  )
}

export function RoleForm({ person, close }: FormProps) {
  const { setRole } = usePeopleActs()
  const form = useRefusableForm({
    defaultValues: { role: person.role ?? 'user', reason: '' },
    schema: roleForm,
    submit: async ({ role, reason }) => {
      await setRole(person.id, { role, reason })
      close()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="role">
        {(field) => (
          <field.Select
            label="Role"
            options={peopleRoles.map((value) => ({ value, label: roleInWords(value) }))}
          />
        )}
      </form.AppField>
      <form.AppField name="reason">
        {(field) => <field.Text label="Reason" help={reasonHelp} autoComplete="off" />}
      </form.AppField>
      <Foot>Change role</Foot>
    </Form>
  )
}

export function PasswordForm({ person, close }: FormProps) {
  const { setPassword } = usePeopleActs()
  const form = useRefusableForm({
    defaultValues: { newPassword: '', reason: '' },
    schema: passwordForm,
    submit: async (given) => {
      await setPassword(person.id, given)
      close()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="newPassword">
        {(field) => (
          <field.NewPassword
            label="New password"
            length={passwordLength}
            words={[person.name, person.email]}
          />
        )}
      </form.AppField>
      <form.AppField name="reason">
        {(field) => <field.Text label="Reason" help={reasonHelp} autoComplete="off" />}
      </form.AppField>
      <Foot>Set password</Foot>
    </Form>
  )
}

export function DetailsForm({ person, close }: FormProps) {
  const { change } = usePeopleActs()
  const { id, name, email, username, updatedAt } = person
  const form = useRefusableForm({
    defaultValues: { name, email, emailVerified: false, username: username ?? '', reason: '' },
    schema: detailsForm,
    submit: async ({ reason, emailVerified, ...given }) => {
      const moved = given.email.trim().toLowerCase() !== email
      const data = {
        ...(given.name.trim() === name ? {} : { name: given.name }),
        ...(moved ? { email: given.email, emailVerified } : {}),
        ...(given.username === (username ?? '') ? {} : { username: given.username || null }),
      }
      await change(id, { reason, data, seen: new Date(updatedAt).toISOString() })
      close()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="name">
        {(field) => <field.Text label="Name" autoComplete="off" />}
      </form.AppField>
      <form.AppField name="email">
        {(field) => (
          <field.Email
            label="E-mail"
            autoComplete="off"
            help="The old address is told, and can take the change back."
          />
        )}
      </form.AppField>
      <form.AppField name="emailVerified">
        {(field) => (
          <field.Checkbox
            label="Another address is known to be theirs"
            help="Without this, a letter asks them to confirm it."
          />
        )}
      </form.AppField>
      {app.signIn.username && (
        <form.AppField name="username">
          {(field) => <field.Text label="Username" optional autoComplete="off" />}
        </form.AppField>
      )}
      <form.AppField name="reason">
        {(field) => <field.Text label="Reason" help={reasonHelp} autoComplete="off" />}
      </form.AppField>
      <Foot>Save details</Foot>
    </Form>
  )
}

export function Foot({ danger, children }: { danger?: boolean; children: ReactNode }) {
  return (
    <>
      <FormError />
      <div className="flex justify-end">
        <SubmitButton variant={danger ? 'danger' : 'primary'}>{children}</SubmitButton>
      </div>
    </>
  )
}
