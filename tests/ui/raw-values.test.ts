import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Where colours are named: the tokens, and the file that passes on those of `app.config.ts`. */
const allowed = ['src/styles.css', 'src/ui/brand.ts']

const rawColour =
  /\b(?:oklch|oklab|lch|lab|rgba?|hsla?|hwb|color)\(|(?<![\w&])#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b/i
const foreignPalette =
  /\b(?:bg|text|border|fill|stroke|ring|outline|divide|from|to|via)-(?:zinc|slate|gray|grey|neutral|stone|red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|fuchsia|pink|rose|white|black)\b/

function faultsIn(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, number) => {
    const raw = rawColour.exec(line) ?? foreignPalette.exec(line)
    return raw ? [`${path}:${number + 1} names ${raw[0]}: use a token of src/styles.css`] : []
  })
}

test('no file but the tokens names a raw colour or a foreign palette', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file}`)
    .filter((file) => /\.(tsx?|css)$/.test(file) && !/\.gen\.ts$/.test(file))
    .filter((file) => !allowed.includes(file))
  expect(files.length).toBeGreaterThan(30)
  expect(files.flatMap((file) => faultsIn(file, readFileSync(file, 'utf8')))).toEqual([])
})

test.each([
  'className="bg-[#fff]"',
  "fill='#1a2b3c'",
  'color: oklch(0.5 0.1 20);',
  'color: rgb(0 0 0 / 50%)',
  'className="text-zinc-500"',
  'className="hover:bg-white"',
])('the law sees %s', (line) => {
  expect(faultsIn('a.tsx', line)).toHaveLength(1)
})

test.each(['href="#main"', 'href="#faq"', '// see issue #12', 'bg-raised text-quiet', '&#x2014;'])(
  'the law lets %s pass',
  (line) => {
    expect(faultsIn('a.tsx', line)).toEqual([])
  },
)
