import { createFormHookContexts, useStore } from '@tanstack/react-form'
import { createContext, use } from 'react'
import type { Fault } from './fault'

export const { fieldContext, formContext, useFieldContext, useFormContext } =
  createFormHookContexts()

/** Why the last submit did not go through, and what had been typed then. */
export type Refused = Fault & { values: Record<string, unknown> }

export const RefusedContext = createContext<Refused | null>(null)

/**
 * What is wrong with the field, if it is time to say so: after it was changed and left, after a
 * submit, or when the door refused the very value that still stands in it.
 */
export function useFieldFault(): string | undefined {
  const field = useFieldContext<unknown>()
  const refused = use(RefusedContext)
  const tried = useStore(field.form.store, (state) => state.submissionAttempts > 0)
  const { isBlurred, isDirty, errors } = field.state.meta
  if (tried || (isBlurred && isDirty)) {
    const fault = errors.map(messageOf).find(Boolean)
    if (fault) return fault
  }
  const refusal = refused?.fields[field.name]
  return refusal && refused.values[field.name] === field.state.value ? refusal : undefined
}

function messageOf(error: unknown): string | undefined {
  if (typeof error === 'string') return error
  if (error && typeof error === 'object' && 'message' in error) return String(error.message)
}
