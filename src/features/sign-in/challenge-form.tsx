import type { ReactNode } from 'react'
import { z } from 'zod/mini'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { backupCodeIn, codeIn, type Step, sixDigits } from '~/auth/second-step/second-step'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { useArrival } from './use-arrival'

const six = (sentence: string) => z.object({ code: sixDigits(sentence), trustDevice: z.boolean() })

const kinds = {
  authenticator: {
    label: 'Code from your authenticator app',
    help: 'Six digits; a new code every 30 seconds.',
    schema: six('Write the six digits that your app shows.'),
    input: { inputMode: 'numeric', autoComplete: 'one-time-code' },
    verify: (shown: Shown) => authClient.twoFactor.verifyTotp(shown),
  },
  letter: {
    label: 'Code from our letter',
    help: undefined,
    schema: six('Write the six digits from our letter.'),
    input: { inputMode: 'numeric', autoComplete: 'one-time-code' },
    verify: (shown: Shown) => authClient.twoFactor.verifyOtp(shown),
  },
  backup: {
    label: 'Backup code',
    help: 'Two groups of five. Each works once.',
    schema: z.object({
      code: z
        .string()
        .check(
          z.overwrite(backupCodeIn),
          z.regex(/^\w{5}-\w{5}$/, 'Write ten letters and digits, as they stand in your list.'),
        ),
      trustDevice: z.boolean(),
    }),
    input: { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false },
    verify: (shown: Shown) => authClient.twoFactor.verifyBackupCode(shown),
  },
} as const

type Shown = { code: string; trustDevice: boolean }

type Props = {
  step: Step
  redirect?: string
  /** After a code was refused: it may have been the last that is looked at. */
  refused: () => Promise<void>
  /** Beside the button. */
  aside?: ReactNode
}

/** One field for one kind of code, and on to where the person was going. */
export function ChallengeForm({ step, redirect, refused, aside }: Props) {
  const arrive = useArrival(redirect)
  const { label, help, schema, input, verify } = kinds[step]
  const form = useRefusableForm({
    defaultValues: { code: '', trustDevice: false },
    schema,
    submit: async ({ code, trustDevice }) => {
      const written = step === 'backup' ? backupCodeIn(code) : codeIn(code)
      await arrive(await shown(() => verify({ code: written, trustDevice })))
    },
  })
  const shown = async (work: () => ReturnType<typeof verify>) => {
    try {
      return answered<unknown>(await work())
    } catch (error) {
      await refused()
      throw error
    }
  }
  return (
    <Form form={form}>
      <form.AppField name="code">
        {(field) => <field.Text label={label} help={help} mono autoFocus {...input} />}
      </form.AppField>
      <form.AppField name="trustDevice">
        {(field) => (
          <field.Checkbox
            label="Trust this device for 30 days"
            help="No code is asked for here then. Only on a device of your own."
          />
        )}
      </form.AppField>
      <FormError />
      <div className="grid gap-2">
        <SubmitButton>Sign in</SubmitButton>
        {aside}
      </div>
    </Form>
  )
}
