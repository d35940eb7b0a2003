/** One line of TypeScript data in two voices: what a person writes, and what holds it together. */
export function CodeLine({ line }: { line: string }) {
  const text = line.trimStart()
  const indent = Math.min(line.length - text.length, indents.length * 2 - 2)
  return (
    <span className={`block ${indents[indent / 2] ?? indents[0]}`}>
      {spans(text).map(({ kind, text, at }) => (
        <span key={at} className={voices[kind]}>
          {text}
        </span>
      ))}
      {'\n'}
    </span>
  )
}

// A long line goes on two steps further in.
const indents = [
  'pl-[4ch] -indent-[4ch]',
  'pl-[6ch] -indent-[4ch]',
  'pl-[8ch] -indent-[4ch]',
  'pl-[10ch] -indent-[4ch]',
]

const voices = {
  comment: 'text-quiet',
  value: 'text-accent-ink',
  name: 'text-ink',
  rest: 'text-quiet',
}

type Span = { kind: keyof typeof voices; text: string; at: number }

const pattern =
  /(?<comment>\/\*\*.*?\*\/|\/\/.*)|(?<value>'(?:[^'\\]|\\.)*'|\b(?:\d+|true|false|null)\b)|(?<name>[\w$]+)|(?<rest>[^\w$'/]+|.)/g

function spans(text: string): Span[] {
  return [...text.matchAll(pattern)].map(({ index, groups = {}, 0: whole }) => {
    const kind = kinds.find((each) => groups[each] !== undefined) ?? 'rest'
    return { kind, text: whole, at: index }
  })
}

const kinds = ['comment', 'value', 'name', 'rest'] as const
