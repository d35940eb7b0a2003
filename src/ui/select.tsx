import { Select as BaseSelect } from '@base-ui/react/select'
import { useHydrated } from '@tanstack/react-router'
import { Check, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { control, useFieldWiring } from './field'

export type SelectOption<Value extends string = string> = {
  value: Value
  label: string
  /** One quiet sentence under the label, in the list only. */
  hint?: ReactNode
  disabled?: boolean
}

type SelectProps<Value extends string> = {
  value: Value
  onValueChange: (value: Value) => void
  options: readonly SelectOption<Value>[]
  name?: string
  placeholder?: string
  disabled?: boolean
  onBlur?: () => void
  /** Needed where no `Field` gives a label. */
  'aria-label'?: string
  size?: 'md' | 'sm'
  className?: string
}

/** One of a short list. */
export function Select<Value extends string>({
  value,
  onValueChange,
  options,
  name,
  placeholder = 'Choose…',
  disabled,
  onBlur,
  size = 'md',
  className = '',
  ...label
}: SelectProps<Value>) {
  const wiring = useFieldWiring()
  const hydrated = useHydrated()
  const look = `${control} ${sizes[size]} ${className}`
  const chosen = options.find((option) => option.value === value)

  // Base UI's hidden input carries a style attribute, which the content security policy forbids
  // in a page from the server: until the browser has taken over, the trigger stands alone.
  if (!hydrated) {
    return (
      <button type="button" {...wiring} {...label} disabled data-waiting className={look}>
        <Shown label={chosen?.label} placeholder={placeholder} />
      </button>
    )
  }
  return (
    <BaseSelect.Root
      items={options}
      value={value}
      name={name}
      disabled={disabled}
      onValueChange={(next) => next !== null && onValueChange(next)}
      onOpenChange={(open) => open || onBlur?.()}
    >
      <BaseSelect.Trigger {...wiring} {...label} className={look}>
        <Shown label={chosen?.label} placeholder={placeholder} />
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          sideOffset={4}
          alignItemWithTrigger={false}
          className="z-50 select-none outline-none"
        >
          <BaseSelect.Popup className="floating arriving max-h-(--available-height) min-w-(--anchor-width) max-w-menu overflow-y-auto p-1 outline-none">
            <BaseSelect.List>
              {options.map((option) => (
                <Option key={option.value} option={option} />
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  )
}

function Shown({ label, placeholder }: { label: string | undefined; placeholder: string }) {
  return (
    <>
      <span className={`min-w-0 flex-1 truncate text-left ${label ? '' : 'text-quiet'}`}>
        {label ?? placeholder}
      </span>
      <ChevronsUpDown className="size-4 shrink-0 text-quiet" strokeWidth={1.75} />
    </>
  )
}

function Option({ option }: { option: SelectOption }) {
  return (
    <BaseSelect.Item
      value={option.value}
      disabled={option.disabled}
      className="flex cursor-default items-start gap-2 rounded-control px-2 py-1.5 outline-none data-disabled:opacity-60 data-highlighted:bg-hover max-md:py-2.5"
    >
      <div className="min-w-0 flex-1">
        <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
        {option.hint && <div className="text-dense text-quiet">{option.hint}</div>}
      </div>
      <span className="grid h-5 w-4 place-items-center">
        <BaseSelect.ItemIndicator>
          <Check className="size-4 text-accent-ink" strokeWidth={1.75} />
        </BaseSelect.ItemIndicator>
      </span>
    </BaseSelect.Item>
  )
}

const sizes = {
  md: 'flex h-9 items-center gap-2 pr-2 pl-3 max-md:h-10 hover:not-disabled:bg-sunken',
  sm: 'flex h-7 items-center gap-1 pr-1.5 pl-2.5 text-dense max-md:h-9 hover:not-disabled:bg-sunken',
}
