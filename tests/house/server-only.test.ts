import { matchesGlob } from 'node:path'
import { expect, test } from 'vitest'
import { start } from '../../start.config'
import { type Files, importsOf, product, read, thinServer } from './sources'

/** Rooms that stay on the server whole, whether they exist yet or not. */
const locked = [
  'src/db',
  'src/billing',
  'src/email',
  'src/jobs',
  'src/audit',
  'src/files',
  'emails',
]

/** What nobody imports but Node itself, a command line or the build's own entry. */
const entries = [...thinServer, 'src/server.ts', 'src/commands/**']

/** Packages whose weight or power belongs on the server. */
const serverPackages =
  /^(node:.+|pg|pg-boss|drizzle-orm(\/.+)?|pino|resend|react-email|srvx(\/.+)?|sirv|stripe|better-auth(\/(api|crypto|plugins|adapters\/.+|tanstack-start))?|@tanstack\/react-start\/server(-entry)?)$/

/** Files that use the server's packages although the browser's build reads them: what it keeps is checked below. */
const cutByTheCompiler: Record<string, string> = {
  'src/start.ts': 'Start itself cuts its server half out of the browser build',
}

const patterns: readonly string[] = start.importProtection.client.files

function unlockedRooms(files: Files, guarded: readonly string[]): string[] {
  const missing = guarded.includes('**/*.server.*') ? [] : ['**/*.server.*']
  for (const room of locked) {
    const exists = Object.keys(files).some((path) => path.startsWith(`${room}/`))
    if (exists && !guarded.includes(`${room}/**`)) missing.push(`${room}/**`)
  }
  return missing.map(
    (each) => `${each} can reach the browser: add it to importProtection in start.config.ts`,
  )
}

/** Files with the server's packages that a screen could import unhindered. */
function unguarded(files: Files, guarded: readonly string[]): string[] {
  const isGuarded = (path: string) =>
    [...guarded, ...entries].some((pattern) => matchesGlob(path, pattern)) ||
    path in cutByTheCompiler
  return Object.keys(files)
    .filter((path) => !isGuarded(path))
    .flatMap((path) => {
      const found = importsOf(path, files).find(
        ({ name, typeOnly }) => serverPackages.test(name) && !typeOnly,
      )
      return found
        ? `${path} imports ${found.name}: name it *.server.ts, so that no screen can take it along`
        : []
    })
}

/** Doors and queries are imported by screens: a locked room would shut them out. */
function shutIn(files: Files): string[] {
  return Object.keys(files)
    .filter((path) => /\.(functions|queries)\.ts$/.test(path))
    .filter((path) => locked.some((room) => path.startsWith(`${room}/`)))
    .map((path) => `${path} stands in a locked room: move it to the feature that uses it`)
}

test('every room of the server is locked for the browser', () => {
  expect(unlockedRooms(read(product), patterns)).toEqual([])
  expect(shutIn(read(product))).toEqual([])
})

test('what uses the server is named so, or stands in a locked room', () => {
  expect(unguarded(read(product), patterns)).toEqual([])
})

test('the laws see a room without a lock, an unmarked server file and a door behind a lock', () => {
  const files = {
    'src/db/client.ts': "import pg from 'pg'",
    'src/audit/append.ts': "import { sql } from 'drizzle-orm'",
    'src/features/notes/notes.ts': "import type { SQL } from 'drizzle-orm'",
    'src/features/notes/export.ts': "import { createHash } from 'node:crypto'",
    'src/features/notes/notes.server.ts': "import { eq } from 'drizzle-orm'",
    'src/auth/permissions.ts': "import { createAccessControl } from 'better-auth/plugins/access'",
    'src/billing/plans.functions.ts': '',
  }
  expect(unlockedRooms(files, ['src/db/**', 'src/billing/**'])).toEqual([
    '**/*.server.* can reach the browser: add it to importProtection in start.config.ts',
    'src/audit/** can reach the browser: add it to importProtection in start.config.ts',
  ])
  expect(unguarded(files, ['**/*.server.*', 'src/db/**'])).toEqual([
    'src/audit/append.ts imports drizzle-orm: name it *.server.ts, so that no screen can take it along',
    'src/features/notes/export.ts imports node:crypto: name it *.server.ts, so that no screen can take it along',
  ])
  expect(shutIn(files)).toEqual([
    'src/billing/plans.functions.ts stands in a locked room: move it to the feature that uses it',
  ])
})
