import { ChevronsUpDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

type RailButtonProps = Omit<ComponentProps<'button'>, 'name'> & {
  picture: ReactNode
  name: ReactNode
  /** The second line: a plan, an address. */
  detail?: ReactNode
}

/** The two-line button at the top and the foot of the rail: the trigger of a `Menu`. */
export function RailButton({ picture, name, detail, className = '', ...props }: RailButtonProps) {
  return (
    <button
      {...props}
      type="button"
      className={`flex w-full min-w-0 items-center gap-2.5 rounded-control p-1.5 text-left hover:bg-hover data-popup-open:bg-hover ${className}`}
    >
      {picture}
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium leading-4.5">{name}</span>
        {detail && <span className="block truncate text-quiet text-small">{detail}</span>}
      </span>
      <ChevronsUpDown className="size-4 shrink-0 text-quiet" strokeWidth={1.75} aria-hidden />
    </button>
  )
}
