import { useEffect, useRef, useState } from 'react'
import { Field } from './field'
import { TextInput } from './input'

type DayInputProps = {
  /** Said before it, and its name: "From". */
  label: string
  /** As ISO 8601: "2026-11-21"; empty for none. */
  value: string
  /** Called with a whole day, or with nothing when it was cleared. */
  onDay: (day: string) => void
}

/** One day, in the way of the browser. While a year is still being typed nothing is said. */
export function DayInput({ label, value, onDay }: DayInputProps) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  // The address was changed by somebody else: the way back, a filter taken away.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  return (
    <div className="max-sm:w-full">
      <Field label={label} bare>
        <TextInput
          type="date"
          lead={<span className="max-sm:w-9">{label}</span>}
          value={typed}
          min="2000-01-01"
          max="2999-12-31"
          onChange={({ currentTarget }) => {
            const { value: day, validity } = currentTarget
            setTyped(day)
            if (!validity.valid || day === sent.current) return
            sent.current = day
            onDay(day)
          }}
        />
      </Field>
    </div>
  )
}
