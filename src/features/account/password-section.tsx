import { useSuspenseQuery } from '@tanstack/react-query'
import app from 'app.config'
import { useState } from 'react'
import { sessionQuery } from '~/auth/session.queries'
import { passwordLength } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { Section } from '~/ui/page'
import { firstPasswordInput, passwordInput } from './password'
import { passwordQuery, usePasswordActs } from './password.queries'

/** A password: another one, or the first. */
export function PasswordSection() {
  const { data: has } = useSuspenseQuery(passwordQuery)
  const [said, setSaid] = useState('')
  return (
    <Section
      title="Password"
      sentence={
        has
          ? 'With a new one, every other device is signed out.'
          : 'You have none. With one you get in where neither our letters nor a passkey are at hand.'
      }
    >
      {has ? <ChangeForm say={setSaid} /> : <FirstForm say={setSaid} />}
      <p aria-live="polite" className="mt-3 min-h-5 text-dense text-quiet">
        {said}
      </p>
    </Section>
  )
}

type Saying = { say: (sentence: string) => void }

function ChangeForm({ say }: Saying) {
  const acts = usePasswordActs()
  const words = useKnownWords()
  const form = useRefusableForm({
    defaultValues: { currentPassword: '', password: '' },
    schema: passwordInput,
    submit: async (value, { reset }) => {
      say('')
      await acts.change(value)
      reset()
      say('Changed. Every other device is signed out.')
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="currentPassword">
        {(field) => <field.Password label="Password now" autoComplete="current-password" />}
      </form.AppField>
      <form.AppField name="password">
        {(field) => (
          <field.NewPassword label="New password" length={passwordLength} words={words} />
        )}
      </form.AppField>
      <FormError />
      <SubmitButton>Change password</SubmitButton>
    </Form>
  )
}

function FirstForm({ say }: Saying) {
  const acts = usePasswordActs()
  const words = useKnownWords()
  const form = useRefusableForm({
    defaultValues: { password: '' },
    schema: firstPasswordInput,
    submit: async ({ password }) => {
      say('')
      await acts.setFirst(password)
      say('Set. You can sign in with it from now on.')
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="password">
        {(field) => (
          <field.NewPassword label="New password" length={passwordLength} words={words} />
        )}
      </form.AppField>
      <FormError />
      <SubmitButton>Set password</SubmitButton>
    </Form>
  )
}

/** What anybody knows about me. */
function useKnownWords(): string[] {
  const { data: session } = useSuspenseQuery(sessionQuery)
  return [app.name, session?.user.name ?? '', session?.user.email ?? '']
}
