import type { ComponentProps } from 'react'
import { useFieldWiring } from './field'

/** A number between two others, chosen by eye. */
export function Range({ className = '', ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <input
      {...useFieldWiring()}
      {...props}
      type="range"
      className={`h-9 w-full accent-accent max-md:h-11 ${className}`}
    />
  )
}
