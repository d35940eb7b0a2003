import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Field } from './field'
import { TextInput } from './input'

type SearchBoxProps = {
  /** What is looked for: "Find a person". */
  label: string
  /** What is being looked for, usually from the address. */
  value: string
  /** Called once the typing rests, and at once on Enter. */
  onSearch: (words: string) => void
  autoFocus?: boolean
}

/** Looks for what is typed, without a button: the list below is the answer. */
export function SearchBox({ label, value, onSearch, autoFocus }: SearchBoxProps) {
  const [words, setWords] = useState(value)
  const sent = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  // The address was changed by somebody else: the way back, a filter taken away.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setWords(value)
  }, [value])
  const send = (typed: string) => {
    clearTimeout(timer.current)
    if (typed.trim() === sent.current) return
    sent.current = typed.trim()
    onSearch(sent.current)
  }
  return (
    <search className="min-w-0 flex-1 basis-full sm:max-w-72">
      <form
        method="post"
        className="relative"
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          send(words)
        }}
      >
        <Field label={label} bare>
          <TextInput
            type="search"
            className="pl-9"
            placeholder={label}
            value={words}
            maxLength={80}
            autoFocus={autoFocus}
            autoComplete="off"
            // Whoever goes on to something else is not called back by what they typed.
            onBlur={() => send(words)}
            onChange={({ currentTarget }) => {
              const typed = currentTarget.value
              setWords(typed)
              clearTimeout(timer.current)
              timer.current = setTimeout(() => send(typed), 200)
            }}
          />
        </Field>
        <Search
          className="pointer-events-none absolute bottom-2.5 left-3 size-4 text-quiet max-md:bottom-3"
          strokeWidth={1.75}
          aria-hidden
        />
      </form>
    </search>
  )
}
