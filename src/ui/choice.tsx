import { type ComponentProps, type ReactNode, useId } from 'react'
import { FieldNote } from './field'

type ChoiceProps = Omit<ComponentProps<'input'>, 'type'> & {
  label: ReactNode
  help?: ReactNode
  error?: ReactNode
}

/** Yes or no, sent with the rest of a form. */
export function Checkbox({ label, help, error, className = '', ...props }: ChoiceProps) {
  const id = useId()
  const noteId = `${id}note`
  const note = error ?? help
  return (
    <div className={`grid grid-cols-[auto_1fr] gap-x-2.5 gap-y-1 ${className}`}>
      <span className="grid h-5 place-items-center">
        <input
          id={id}
          aria-describedby={note ? noteId : undefined}
          aria-invalid={error ? true : undefined}
          {...props}
          type="checkbox"
          className="tick size-4 rounded-[4px]"
        />
      </span>
      <label htmlFor={id} className="min-w-0">
        {label}
      </label>
      {note && (
        <div className="col-start-2">
          <FieldNote id={noteId} fault={Boolean(error)} note={note} />
        </div>
      )}
    </div>
  )
}

/** A bare tick for a row of a table. Its name comes from `aria-label`. */
export function Tick(props: Omit<ComponentProps<'input'>, 'type' | 'className'>) {
  return <input {...props} type="checkbox" className="tick size-4 rounded-[4px] align-middle" />
}

type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'onChange'> & {
  onCheckedChange?: (checked: boolean) => void
  pending?: boolean
}

// A native checkbox says by itself whether it is checked; aria-checked would contradict it.
const asSwitch = { type: 'checkbox', role: 'switch' } as const

/** On or off, at once. Its name comes from `aria-label` or `aria-labelledby`. */
export function Switch({ onCheckedChange, pending, ...props }: SwitchProps) {
  return (
    <input
      {...props}
      {...asSwitch}
      aria-busy={pending || undefined}
      className="switch"
      onChange={(event) => !pending && onCheckedChange?.(event.currentTarget.checked)}
    />
  )
}

export type RadioOption<Value extends string = string> = {
  value: Value
  label: ReactNode
  /** One sentence: what choosing this means. */
  help?: ReactNode
  /** Right-aligned on the label's line: a price, a count. */
  aside?: ReactNode
  disabled?: boolean
}

type RadioCardsProps<Value extends string> = {
  legend: ReactNode
  name: string
  value: Value
  onValueChange: (value: Value) => void
  options: readonly RadioOption<Value>[]
  bare?: boolean
}

/** One of a few, each explained: rows of one panel, parted by hairlines. */
export function RadioCards<Value extends string>({
  legend,
  name,
  value,
  onValueChange,
  options,
  bare,
}: RadioCardsProps<Value>) {
  return (
    <fieldset>
      <legend className={bare ? 'sr-only' : 'mb-1.5 font-medium'}>{legend}</legend>
      <div className="overflow-hidden rounded-panel border border-edge bg-raised">
        {options.map((option) => (
          <label
            key={option.value}
            className="grid grid-cols-[auto_1fr_auto] gap-x-3 border-t p-4 first:border-t-0 hover:bg-hover has-checked:bg-accent-tint has-disabled:opacity-60"
          >
            <span className="grid h-5 place-items-center">
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={option.value === value}
                disabled={option.disabled}
                onChange={() => onValueChange(option.value)}
                className="tick size-4 rounded-full"
              />
            </span>
            <span className="min-w-0">
              <span className="block font-medium">{option.label}</span>
              {option.help && <span className="mt-0.5 block text-quiet">{option.help}</span>}
            </span>
            {option.aside && <span className="tabular-nums">{option.aside}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
