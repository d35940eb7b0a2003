import { expect, test } from 'vitest'
import { type Files, importsOf, product, read, withoutComments } from './sources'

/** What is wrong with the doors: server functions, and the request handlers of routes. */
function openDoors(files: Files): string[] {
  return Object.keys(files).flatMap((path) => {
    const text = withoutComments(files[path] ?? '')
    return [...serverFunctions(path, text, files), ...handlers(path, text)]
  })
}

function serverFunctions(path: string, text: string, files: Files): string[] {
  const made = [...text.matchAll(/\bcreateServerFn\(/g)]
  if (made.length === 0) return []
  if (!path.endsWith('.functions.ts')) {
    return [`${path} makes a server function: doors stand in a file named *.functions.ts`]
  }
  const complaints: string[] = []
  const exported = [...text.matchAll(/^export const (\w+) = createServerFn\(/gm)]
  if (exported.length < made.length) {
    complaints.push(
      `${path} hides a server function: export it as a const, for it can be called anyway`,
    )
  }
  const gates = gatesOf(path, files)
  for (const [index, { 1: name, index: start }] of exported.entries()) {
    const door = text.slice(start, exported[index + 1]?.index)
    const complaint = judge(door, gates)
    if (complaint) complaints.push(`${path} ${name}: ${complaint}`)
  }
  return complaints
}

/** A gate counts only if it is the one of auth/gate.ts. */
function gatesOf(path: string, files: Files): RegExp {
  const fromGate = importsOf(path, files).some(({ file }) => file === 'src/auth/gate.ts')
  return fromGate
    ? /\b(signedIn\b|recentlySignedIn\b|memberMay\(|memberMayOutside\(|operatorMay\(|operatorMayOutside\(|anyone\()/
    : /(?!)/
}

function judge(door: string, gates: RegExp): string | undefined {
  const list = /\.middleware\(\[([\s\S]*?)\]\)\s*(?:\.|$)/.exec(door)?.[1] ?? ''
  const gate = gates.exec(list)?.[1]
  if (!gate) {
    return 'it has no gate; add .middleware([signedIn]), [recentlySignedIn], [memberMay({…})], [operatorMay({…})] or [anyone("why")] from ~/auth/gate'
  }
  if (gate === 'anyone(' && !/\banyone\(\s*(['"`])[^'"`]{12,}\1/.test(list)) {
    return 'it is open to everybody; say why in anyone("…")'
  }
  if (gate !== 'memberMay(' && /\bwithTenant\b/.test(door)) {
    return 'it enters an organization without memberMay; let the gate look at who may'
  }
  if (/\bdata\.org\b/.test(door)) {
    return 'it reads data.org, which the gate has not checked; use context.scope.organization'
  }
  if (!/\.handler\(/.test(door)) return 'its handler is hidden; write .handler(…) here'
  return undefined
}

/** A route that answers requests itself has no gate: such routes stand together, where one looks for them. */
function handlers(path: string, text: string): string[] {
  if (path.startsWith('src/routes/api/') || !path.startsWith('src/routes/')) return []
  return /\bhandlers:/.test(text)
    ? [`${path} answers requests by itself: move it under src/routes/api`]
    : []
}

test('every door is exported and has a gate, and a door for everybody says why', () => {
  expect(openDoors(read(product))).toEqual([])
})

test('the law sees a door without a gate, a hidden one, one without a reason and one in the wrong place', () => {
  const gate = "import { anyone, memberMay } from '~/auth/gate'\n"
  const complaints = openDoors({
    'src/auth/gate.ts': '',
    'src/features/a/a.functions.ts': `${gate}export const open = createServerFn().handler(() => memberMay({}))`,
    'src/features/b/b.functions.ts': `${gate}const hidden = createServerFn().middleware([memberMay({})]).handler(f)`,
    'src/features/c/c.functions.ts': `${gate}export const whim = createServerFn().middleware([anyone('ok')]).handler(f)`,
    'src/features/d/d.functions.ts':
      'const signedIn = 1\nexport const own = createServerFn().middleware([signedIn]).handler(f)',
    'src/features/e/e.functions.ts': `${gate}
      // .middleware([memberMay({})])
export const asked = createServerFn().middleware([memberMay({})]).handler(({ data }) => list(data.org))
export const good = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['read'] })])
  .validator(shape(input))
  .handler(({ context }) => list(context.scope))`,
    'src/features/f/f.tsx': 'const door = createServerFn().middleware([signedIn]).handler(f)',
    'src/routes/export.ts': 'createFileRoute("/export")({ server: { handlers: { GET } } })',
  })
  expect(complaints.map((line) => line.split(/;|: /, 2).join(': '))).toEqual([
    'src/features/a/a.functions.ts open: it has no gate',
    'src/features/b/b.functions.ts hides a server function: export it as a const, for it can be called anyway',
    'src/features/c/c.functions.ts whim: it is open to everybody',
    'src/features/d/d.functions.ts own: it has no gate',
    'src/features/e/e.functions.ts asked: it reads data.org, which the gate has not checked',
    'src/features/f/f.tsx makes a server function: doors stand in a file named *.functions.ts',
    'src/routes/export.ts answers requests by itself: move it under src/routes/api',
  ])
})
