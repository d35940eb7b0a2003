import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { z } from 'zod/mini'
import { DialogFoot } from '~/ui/dialog'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { passwordQuery } from './password.queries'

type Props = {
  children?: ReactNode
  /** The act in words. */
  act: string
  variant?: 'primary' | 'danger'
  /** @param password of an account that has one */
  onProof: (password?: string) => Promise<unknown>
}

const proofInput = z.object({
  password: z.string().check(z.minLength(1, 'Write your password.')),
})

/** An act for which an account that has a password is asked for it. */
export function ProofForm({ children, act, variant, onProof }: Props) {
  const { data: hasPassword } = useSuspenseQuery(passwordQuery)
  const form = useRefusableForm({
    defaultValues: { password: '' },
    schema: hasPassword ? proofInput : undefined,
    submit: ({ password }) => onProof(hasPassword ? password : undefined),
  })
  return (
    <Form form={form} className="grid gap-4">
      {children}
      {hasPassword && (
        <form.AppField name="password">
          {(field) => (
            <field.Password label="Your password" autoComplete="current-password" autoFocus />
          )}
        </form.AppField>
      )}
      <FormError />
      <DialogFoot>
        <SubmitButton variant={variant}>{act}</SubmitButton>
      </DialogFoot>
    </Form>
  )
}
