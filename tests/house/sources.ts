import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

/** Paths from the project's root, and what stands in each file. A law reads these and returns complaints. */
export type Files = Readonly<Record<string, string>>

/** What each kind of law looks at. */
export const product = ['src', 'emails', 'app.config.ts']
export const everything = [...product, 'dev', 'tests']

/** Written by tools, so no law of taste binds them. */
export const generated = ['src/routeTree.gen.ts', 'src/db/schema/auth.ts']

/** Run by Node itself in front of the build: nobody imports them, and they import nothing of the app. */
export const thinServer = ['serve', 'incoming', 'outgoing', 'static-files'].map(
  (name) => `src/${name}.ts`,
)

/** Every TypeScript and CSS file under these roots. */
export function read(roots: readonly string[]): Files {
  const paths = roots.flatMap((root) => globSync([root, `${root}/**/*`]))
  const sources = paths.filter((path) => /\.(tsx?|css)$/.test(path)).sort()
  return Object.fromEntries(
    sources.map((path) => [posix.normalize(path), readFileSync(path, 'utf8')]),
  )
}

export type Import = {
  /** The file of our own that is imported; undefined for a package. */
  file: string | undefined
  /** As it is written. */
  name: string
  /** Only types: nothing of it runs. */
  typeOnly: boolean
}

/** Everything a file imports, re-exports or loads later. */
export function importsOf(path: string, files: Files): Import[] {
  const text = withoutComments(files[path] ?? '')
  const found: Import[] = []
  for (const [, clause = '', name = ''] of text.matchAll(declaration)) {
    found.push({ name, file: resolve(path, name, files), typeOnly: hasTypesOnly(clause) })
  }
  for (const [, type, name = ''] of text.matchAll(loadedLater)) {
    found.push({ name, file: resolve(path, name, files), typeOnly: type !== undefined })
  }
  return found
}

const declaration = /^(?:import|export)\s+(?:([^'"`;=]*?)\s*from\s*)?['"]([^'"]+)['"]/gm
const loadedLater = /(\btypeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

function hasTypesOnly(clause: string): boolean {
  if (/^type\b/.test(clause)) return true
  const names = /^\{([^}]*)\}$/
    .exec(clause)?.[1]
    ?.split(',')
    .map((name) => name.trim())
  return names?.filter(Boolean).every((name) => name.startsWith('type ')) ?? false
}

function resolve(from: string, name: string, files: Files): string | undefined {
  const bare = name.replace(/\?.*$/, '')
  const base = bare.startsWith('.')
    ? posix.join(posix.dirname(from), bare)
    : bare.startsWith('~/')
      ? `src/${bare.slice(2)}`
      : bare
  return [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find((path) => path in files)
}

/** The text with its comments blanked out, every line where it was. Good enough for code a formatter has seen. */
export function withoutComments(text: string): string {
  return text.replace(stringOrComment, (match) =>
    match.startsWith('/') ? match.replace(/[^\n]/g, ' ') : match,
  )
}

const stringOrComment =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|(?<![:\\])\/\/.*/g

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
