import type { ComponentProps, ReactNode } from 'react'
import { Checkbox as CheckboxInput } from './choice'
import { Field } from './field'
import { useFieldContext, useFieldFault } from './form-context'
import { PasswordInput, TextArea as TextAreaInput, TextInput } from './input'
import { Select as SelectInput, type SelectOption } from './select'
import { StrengthMeter } from './strength'

/** What every kind of field in a form takes. */
type Around = {
  label: ReactNode
  help?: ReactNode
  optional?: boolean
  aside?: ReactNode
  bare?: boolean
}

type Own = 'value' | 'defaultValue' | 'onChange' | 'onBlur' | 'name' | 'id' | 'type'
type TextProps = Around & Omit<ComponentProps<typeof TextInput>, Own>

export function Text({ label, help, optional, aside, bare, ...props }: TextProps) {
  const input = useTextField()
  return (
    <Around {...{ label, help, optional, aside, bare }}>
      <TextInput {...props} {...input} />
    </Around>
  )
}

export function Email({ label, help, optional, aside, bare, ...props }: TextProps) {
  const input = useTextField()
  return (
    <Around {...{ label, help, optional, aside, bare }}>
      <TextInput
        autoComplete="email"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        {...props}
        {...input}
        type="email"
      />
    </Around>
  )
}

/** A day of the calendar, as 2027-03-03; the browser shows it as people there write it. */
export function Day({ label, help, optional, aside, bare, ...props }: TextProps) {
  const input = useTextField()
  return (
    <Around {...{ label, help, optional, aside, bare }}>
      <TextInput {...props} {...input} type="date" />
    </Around>
  )
}

type PasswordProps = Around & {
  /** To prove who one is, or to choose one: password managers act on it. */
  autoComplete: 'current-password' | 'new-password'
} & Omit<ComponentProps<typeof PasswordInput>, Own | 'autoComplete'>

export function Password({ label, help, optional, aside, bare, ...props }: PasswordProps) {
  const input = useTextField()
  return (
    <Around {...{ label, help, optional, aside, bare }}>
      <PasswordInput {...props} {...input} />
    </Around>
  )
}

type NewPasswordProps = Omit<PasswordProps, 'autoComplete'> & {
  /** The rule: password managers make one that fits, and people read it below the field. */
  length: { min: number; max: number }
  /** What anybody knows about the person, such as name and address: counted as weak. */
  words: string[]
}

/** A password to be chosen, with how hard it is to guess. */
export function NewPassword({ length, words, ...props }: NewPasswordProps) {
  const { state } = useFieldContext<string>()
  const { min, max } = length
  // Not in React's list of attributes: Apple's and other password managers read it.
  const rules = { passwordrules: `minlength: ${min}; maxlength: ${max};` }
  return (
    <div className="grid gap-2">
      <Password
        help={`At least ${min} characters. Three random words do well.`}
        {...props}
        {...rules}
        autoComplete="new-password"
      />
      <StrengthMeter password={state.value} words={words} min={min} />
    </div>
  )
}

export function TextArea({
  label,
  help,
  optional,
  aside,
  bare,
  ...props
}: Around & Omit<ComponentProps<typeof TextAreaInput>, Own>) {
  const input = useTextField()
  return (
    <Around {...{ label, help, optional, aside, bare }}>
      <TextAreaInput {...props} {...input} />
    </Around>
  )
}

export function Select({
  label,
  help,
  optional,
  aside,
  bare,
  options,
  placeholder,
}: Around & { options: readonly SelectOption[]; placeholder?: string }) {
  const field = useFieldContext<string>()
  return (
    <Around {...{ label, help, optional, aside, bare }}>
      <SelectInput
        name={field.name}
        value={field.state.value}
        onValueChange={field.handleChange}
        onBlur={field.handleBlur}
        options={options}
        placeholder={placeholder}
      />
    </Around>
  )
}

export function Checkbox({ label, help }: { label: ReactNode; help?: ReactNode }) {
  const field = useFieldContext<boolean>()
  return (
    <CheckboxInput
      label={label}
      help={help}
      error={useFieldFault()}
      name={field.name}
      checked={field.state.value}
      onBlur={field.handleBlur}
      onChange={(event) => field.handleChange(event.currentTarget.checked)}
    />
  )
}

function Around({ children, ...around }: Around & { children: ReactNode }) {
  return (
    <Field {...around} error={useFieldFault()}>
      {children}
    </Field>
  )
}

function useTextField() {
  const field = useFieldContext<string>()
  return {
    name: field.name,
    value: field.state.value,
    onBlur: field.handleBlur,
    onChange: (event: { currentTarget: { value: string } }) =>
      field.handleChange(event.currentTarget.value),
  }
}
