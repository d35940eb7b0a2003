import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { control, useFieldWiring } from './field'

/** One line of text. `mono` for codes and keys; `lead` is a fixed beginning, such as a domain. */
export function TextInput({
  mono,
  lead,
  className = '',
  ...props
}: ComponentProps<'input'> & { mono?: boolean; lead?: ReactNode }) {
  const wiring = useFieldWiring()
  const look = `${control} h-9 px-3 max-md:h-10 max-md:text-heading ${mono ? 'font-mono' : ''} ${className}`
  if (!lead) return <input type="text" {...wiring} {...props} className={look} />
  return (
    <div className="flex">
      <span className="flex items-center rounded-l-control border border-edge border-r-0 bg-sunken px-3 text-quiet">
        {lead}
      </span>
      <input type="text" {...wiring} {...props} className={`${look} rounded-l-none`} />
    </div>
  )
}

/** Several lines of text; grows with what is typed. */
export function TextArea({ className = '', rows = 3, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      {...useFieldWiring()}
      {...props}
      rows={rows}
      className={`${control} field-sizing-content max-h-80 min-h-20 px-3 py-2 max-md:text-heading ${className}`}
    />
  )
}

/** A password that can be looked at while it is typed. */
export function PasswordInput({ className = '', ...props }: ComponentProps<'input'>) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="relative">
      <input
        autoCapitalize="none"
        spellCheck={false}
        {...useFieldWiring()}
        {...props}
        type={shown ? 'text' : 'password'}
        className={`${control} h-9 pr-10 pl-3 max-md:h-10 max-md:text-heading ${className}`}
      />
      <button
        type="button"
        aria-label={shown ? 'Hide password' : 'Show password'}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-control text-quiet hover:text-ink focus-visible:-outline-offset-2"
      >
        <Icon className="size-4" strokeWidth={1.75} />
      </button>
    </div>
  )
}
