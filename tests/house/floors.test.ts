import { expect, test } from 'vitest'
import { everything, type Files, importsOf, read, thinServer } from './sources'

/**
 * The rooms of src/, from the roof down: a file imports from its own room or from a lower floor. Rooms on one floor
 * do not know each other; `*` makes a room of every folder. Beside the stairs stand ui, emails and app.config.
 */
const floors = [
  ['routes router.tsx routeTree.gen.ts start.ts', 'server.ts', 'commands'],
  ['features/*'],
  ['auth'],
  ['billing'],
  ['email', 'audit', 'files'],
  ['jobs'],
  ['db'],
  ['observe'],
  ['env.server.ts providers.server.ts refusal.ts search.ts shape.ts'],
]

/** What stands beside the stairs: who may come in, and which files or rooms it may use itself. */
const beside: Record<string, { open: string[]; uses: string[] }> = {
  'src/ui': {
    open: ['src/routes', 'src/router.tsx', 'src/features'],
    uses: ['src/refusal.ts', 'src/observe/bug.ts', 'src/observe/request.ts', 'app.config.ts'],
  },
  emails: { open: ['src/email'], uses: ['app.config.ts'] },
  'app.config.ts': { open: ['src', 'emails'], uses: ['src/define-app.ts'] },
  'src/define-app.ts': { open: ['src', 'emails', 'app.config.ts'], uses: [] },
  // The thin server meets the app only as a build.
  [thinServer.join(' ')]: { open: [], uses: [] },
}

/** Everything that goes up, sideways or where nobody may go; one line each, with the way to mend it. */
function climbs(files: Files): string[] {
  return Object.keys(files)
    .filter((path) => isHouse(path))
    .flatMap((path) => {
      if (!placeOf(path)) {
        return `${path} stands in no room: put it into one, or give its room a floor in tests/house/floors.test.ts`
      }
      return importsOf(path, files).flatMap(({ file, typeOnly }) => {
        if (!file || !/\.tsx?$/.test(file)) return []
        const complaint = refuse(path, file, typeOnly)
        return complaint ? `${path} imports ${file}: ${complaint}` : []
      })
    })
}

function isHouse(path: string): boolean {
  return /^(src|emails|app\.config\.ts)/.test(path) && /\.tsx?$/.test(path)
}

function refuse(from: string, to: string, typeOnly: boolean): string | undefined {
  if (!isHouse(to)) return 'nothing in the product knows dev or tests; move what it needs into src'
  const here = placeOf(from)
  const there = placeOf(to)
  if (!here || !there || here.room === there.room) return undefined
  const uses = beside[here.room]?.uses
  if (uses) {
    const typeOfTheApp = typeOnly && thinServer.includes(from)
    if (typeOfTheApp || uses.some((each) => isIn(to, each))) return undefined
    return `${here.room} may use ${uses.join(', ') || 'nothing of ours'} only; pass it in as a property or an argument`
  }
  const open = beside[there.room]?.open
  if (open) {
    if (open.some((each) => isIn(from, each))) return undefined
    return `${there.room} is open to ${open.join(', ') || 'nobody'} only`
  }
  if (there.floor > here.floor) return undefined
  if (there.floor < here.floor) {
    return `${there.room} stands above ${here.room}; move what both need down, or pass it in as an argument`
  }
  return `${here.room} and ${there.room} are neighbours and do not know each other; let a higher floor compose them`
}

type Place = { room: string; floor: number }

function placeOf(path: string): Place | undefined {
  for (const room of Object.keys(beside)) {
    if (room.split(' ').some((each) => isIn(path, each))) return { room, floor: -1 }
  }
  for (const [floor, rooms] of floors.entries()) {
    for (const room of rooms) {
      const folder = room.endsWith('/*') ? /^src\/\w+\/[^/]+(?=\/)/.exec(path)?.[0] : undefined
      if (folder && isIn(path, `src/${room.slice(0, -2)}`)) return { room: folder, floor }
      if (room.split(' ').some((each) => isIn(path, `src/${each}`))) return { room, floor }
    }
  }
  return undefined
}

function isIn(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`)
}

/** Files that import each other in a circle, each circle once. The generated route tree stands outside. */
function circles(files: Files): string[] {
  const finished = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: string[]) => {
    const seenAt = trail.indexOf(path)
    if (seenAt >= 0) found.push([...trail.slice(seenAt), path].join(' -> '))
    if (seenAt >= 0 || finished.has(path)) return
    for (const { file } of importsOf(path, files)) {
      if (file && file !== 'src/routeTree.gen.ts') visit(file, [...trail, path])
    }
    finished.add(path)
  }
  for (const path of Object.keys(files)) visit(path, [])
  return found.map((circle) => `${circle}: move what they share into a file below both`)
}

test('every import goes down the stairs, none up, none sideways', () => {
  expect(climbs(read(everything))).toEqual([])
})

test('no files import each other in a circle', () => {
  expect(circles(read(everything))).toEqual([])
})

test('the law sees an import that climbs, goes sideways, enters a closed room or leaves the house', () => {
  const files = {
    'src/auth/gate.ts': '',
    'src/db/tenant.ts': "import { memberMay } from '~/auth/gate'",
    'src/features/notes/notes.ts': "import type {\n  Task,\n} from '../tasks/tasks'",
    'src/features/tasks/tasks.ts': "export const later = () => import('emails/reset')",
    'src/ui/table.tsx': "export * from '~/features/tasks/tasks'",
    'src/jobs/jobs.server.ts': "import '../../dev/seed'",
    'src/lib/dates.ts': '',
    'src/serve.ts': "import app from './server'",
    'src/server.ts': "import { tenant } from '~/db/tenant'\nimport app from 'app.config'",
    'emails/reset.tsx': "import app from 'app.config'",
    'app.config.ts': '',
    'dev/seed.ts': "import '~/server'",
  }
  expect(climbs(files).map((line) => line.split(/:|;/)[0])).toEqual([
    'src/db/tenant.ts imports src/auth/gate.ts',
    'src/features/notes/notes.ts imports src/features/tasks/tasks.ts',
    'src/features/tasks/tasks.ts imports emails/reset.tsx',
    'src/ui/table.tsx imports src/features/tasks/tasks.ts',
    'src/jobs/jobs.server.ts imports dev/seed.ts',
    'src/lib/dates.ts stands in no room',
    'src/serve.ts imports src/server.ts',
  ])
})

test('the law sees a circle, and lets the generated route tree have its own', () => {
  expect(
    circles({
      'src/a.ts': "import './b'",
      'src/b.ts': "import type { C } from './c'",
      'src/c.ts': "export { a } from './a'",
      'src/router.tsx': "import './routeTree.gen'",
      'src/routeTree.gen.ts': "import './router'",
    }),
  ).toEqual([
    'src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts: move what they share into a file below both',
  ])
})
