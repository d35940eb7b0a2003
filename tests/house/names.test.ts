import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { everything, type Files, generated, lineOf, read } from './sources'

/** Drawers for what has no name: what seeks one belongs to a noun, to ui, or need not exist. */
const drawers =
  'lib libs util utils helper helpers type types hook hooks service services common shared misc'
const banned = new Set(drawers.split(' '))

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** As the router reads them: `$org`, `_guest`, `__root`, `invitation.$id`. */
const routed = /^(__root|\$|[_$]?[a-z0-9]+(-[a-z0-9]+)*(\.\$?[a-z0-9]+(-[a-z0-9]+)*)*)$/
const suffixes = /(\.(server|functions|queries|test|config))?\.(tsx?|css)$/

/** The only file that gathers others: drizzle-kit asks for one schema. */
const barrel = 'src/db/schema/index.ts'

function misnamed(files: Files): string[] {
  return Object.keys(files)
    .filter((path) => !generated.includes(path))
    .flatMap((path) => {
      const folders = posix
        .dirname(path)
        .split('/')
        .filter((folder) => folder !== '.')
      const name = posix.basename(path).replace(suffixes, '')
      const inRoutes = path.startsWith('src/routes/')
      const drawer = [...folders, ...name.split('.')].find((word) => banned.has(word))
      if (drawer) return `${path}: "${drawer}" is a drawer, not a name; put the file with its noun`
      if (name === 'index' && path !== barrel && !inRoutes) {
        return `${path} is a barrel: import the files themselves`
      }
      const fits = inRoutes ? routed : kebab
      const odd = [...folders, name].find((word) => !fits.test(word) && !kebab.test(word))
      return odd ? `${path}: "${odd}" is not in kebab-case` : []
    })
}

/** What never stays in a file; each with a bracket, so that this file does not break its own law. */
const leftovers: [RegExp, string][] = [
  [/\b(T[O]DO|F[I]XME|X[X]X)\b/, 'do it, or drop it'],
  [/\bfor[ ]now\b/i, 'decide, and say what holds'],
  [/(\bas\s+|[:<|]\s*)[a]ny\b(?!\s+(?!as\b)\w)/, 'name the type, or unknown'],
  [/@ts-(i[g]nore|n[o]check|e[x]pect-error)/, 'mend what the compiler says'],
  [/biome[-]ignore/, 'mend what the linter says'],
  [/\.(o[n]ly|s[k]ip|t[o]do)\(/, 'run every test'],
]

function leftBehind(files: Files): string[] {
  return Object.entries(files)
    .filter(([path]) => !generated.includes(path))
    .flatMap(([path, text]) =>
      leftovers.flatMap(([pattern, mend]) => {
        const found = pattern.exec(text)
        return found
          ? `${path}:${lineOf(text, found.index)} says "${found[0].trim()}": ${mend}`
          : []
      }),
    )
}

/** Lines at most. */
const longest = { source: 250, test: 400 }

/** Longer than the law allows, each with its reason and its own limit. */
const longer: Record<string, { lines: number; why: string }> = {
  'src/styles.css': {
    lines: 400,
    why: 'every colour, measure and face of the product on one sheet',
  },
}

function tooLong(files: Files): string[] {
  return Object.entries(files)
    .filter(([path]) => !generated.includes(path))
    .flatMap(([path, text]) => {
      const lines = text.trimEnd().split('\n').length
      const most =
        longer[path]?.lines ?? (path.startsWith('tests/') ? longest.test : longest.source)
      return lines > most
        ? `${path} has ${lines} lines, ${most} at most: find the second purpose in it`
        : []
    })
}

test('every file has a name in kebab-case that says what it is, and stands in no drawer', () => {
  expect(misnamed(read(everything))).toEqual([])
})

test('nothing is left for later, silenced, or run alone', () => {
  expect(leftBehind(read(everything))).toEqual([])
})

test('no source is longer than 250 lines, no test longer than 400', () => {
  expect(tooLong(read(everything))).toEqual([])
})

test('the laws see a drawer, a barrel, a capital, a leftover of each kind and a long file', () => {
  expect(
    misnamed({
      'src/lib/dates.ts': '',
      'src/features/notes/helpers.server.ts': '',
      'src/ui/index.ts': '',
      'src/ui/DatePicker.tsx': '',
      'src/features/Notes/notes.ts': '',
      'src/routes/app/$org/projects.$project.tsx': '',
      'src/routes/index.tsx': '',
      'src/routes/api/auth/$.ts': '',
      'src/db/schema/index.ts': '',
      'vite.config.ts': '',
    }).map((line) => line.split(/:| is/)[0]),
  ).toEqual([
    'src/lib/dates.ts',
    'src/features/notes/helpers.server.ts',
    'src/ui/index.ts',
    'src/ui/DatePicker.tsx',
    'src/features/Notes/notes.ts',
  ])

  const kinds = [
    'T%ODO: later',
    'good enough for% now',
    'const x: a%ny',
    'a as an%y as B',
    '@ts-ig%nore',
  ]
  for (const kind of [...kinds, 'biome-%ignore lint', 'test.on%ly(1)', 'describe.s%kip(1)']) {
    expect(leftBehind({ 'src/a.ts': kind.replace('%', '') }), kind).toHaveLength(1)
  }
  expect(leftBehind({ 'src/a.ts': 'the port asked for: any other will do' })).toEqual([])
  expect(tooLong({ 'src/a.ts': 'a\n'.repeat(251), 'tests/a.test.ts': 'a\n'.repeat(400) })).toEqual([
    'src/a.ts has 251 lines, 250 at most: find the second purpose in it',
  ])
})
