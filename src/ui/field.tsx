import { createContext, type ReactNode, use, useId } from 'react'

type Wiring = { id: string; describedBy: string | undefined; invalid: boolean }

const FieldContext = createContext<Wiring | null>(null)

type FieldProps = {
  label: ReactNode
  /** Said below, until `error` takes its place. */
  help?: ReactNode
  error?: ReactNode
  /** Said beside the label; the rule is that a field is required. */
  optional?: boolean
  /** A link or a small act at the label's right, such as "Forgot password?". */
  aside?: ReactNode
  /** The label is for screen readers only. */
  bare?: boolean
  children: ReactNode
}

/** A label above, one control, and help or the fault below, wired together for every reader. */
export function Field({ label, help, error, optional, aside, bare, children }: FieldProps) {
  const id = useId()
  const note = error ?? help
  const noteId = `${id}note`
  return (
    <FieldContext value={{ id, describedBy: note ? noteId : undefined, invalid: Boolean(error) }}>
      <div className="grid gap-1.5">
        <div className={bare ? 'sr-only' : 'flex items-baseline justify-between gap-4'}>
          <label htmlFor={id} className="font-medium">
            {label}
            {optional && <span className="font-normal text-quiet"> (optional)</span>}
          </label>
          {aside && <span className="text-dense [&_a]:link">{aside}</span>}
        </div>
        {children}
        {note && <FieldNote id={noteId} fault={Boolean(error)} note={note} />}
      </div>
    </FieldContext>
  )
}

/** Help below a control, or the fault in its place. */
export function FieldNote({ id, fault, note }: { id: string; fault: boolean; note: ReactNode }) {
  return (
    <p id={id} className={`text-dense [&_a]:link ${fault ? 'text-bad' : 'text-quiet'}`}>
      {note}
    </p>
  )
}

/** What a control must carry to belong to the `Field` around it; nothing when there is none. */
export function useFieldWiring() {
  const field = use(FieldContext)
  if (!field) return {}
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
  }
}

/** The look every control that holds text shares. */
export const control =
  'w-full min-w-0 rounded-control border border-edge bg-raised text-base text-ink focus-visible:outline-offset-0 disabled:border-hairline disabled:bg-sunken disabled:text-quiet aria-invalid:border-bad aria-invalid:focus-visible:outline-bad'
