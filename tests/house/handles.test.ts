import { expect, test } from 'vitest'
import { type Files, importsOf, lineOf, product, read, withoutComments } from './sources'

/** Who may hold the application's own database handle, which sees every organization, and why. */
const holders: Record<string, string> = {
  'src/auth/impersonation/impersonation-record.server.ts':
    'writes down what was refused, where all else is undone',
  'src/auth/limits.server.ts': 'counts attempts before anybody is known',
  'src/auth/providers/linked-accounts.server.ts':
    'lists the accounts that one person has elsewhere',
  'src/auth/organizations/memberships.server.ts':
    'finds the organizations and invitations of one person',
  'src/auth/providers/provider-tokens.server.ts':
    'finds the account that one person has at a provider',
  'src/jobs/mending.server.ts': 'rewrites what jobs carry, which belong to no organization',
  'src/auth/operator/operator-scope.server.ts': 'operators look across organizations',
  'src/auth/session.server.ts': 'finds the membership that a scope is made of',
  'src/auth/unit.server.ts': 'is the handle that better-auth works with',
  'src/billing/customer-lock.server.ts': 'reads from Stripe what an organization has bought',
  'src/billing/events.server.ts': 'works what waits for it, before it is known whose it is',
  'src/billing/intake.server.ts':
    "keeps Stripe's events, which come before it is known whose they are",
  'src/billing/log-retention.server.ts': 'trims the audit log of every organization to its plan',
  'src/billing/reconciliation.server.ts': 'compares the customers of all organizations with Stripe',
  'src/billing/seats.server.ts': 'finds the organizations whose seats are not their members',
  'src/commands/audit-verify.ts': 'follows the chain under every audit log',
  'src/db/connection.ts': 'asks whether the database answers, and closes it',
  'src/db/tenant.ts': 'makes the transaction that sees one organization only',
  'src/jobs/jobs.server.ts': 'works the queue, which belongs to no organization',
}

/** Where the environment is read. */
const readers: Record<string, string> = {
  'src/env.server.ts': 'the one place that reads and checks it',
  'src/commands/stripe-sync.ts':
    'runs before there is a signing secret, and needs no more than the key of Stripe',
  'src/serve.ts':
    'NODE_ENV must be settled before React is loaded, so before the build that holds env.server.ts',
}

/** A type holds no connection: only what runs is refused. */
function looseHandles(files: Files): string[] {
  return Object.keys(files)
    .filter((path) => !(path in holders))
    .filter((path) =>
      importsOf(path, files).some(({ file, typeOnly }) => file === 'src/db/client.ts' && !typeOnly),
    )
    .map(
      (path) =>
        `${path} takes the whole database: work with scope.tx, which sees one organization, or write its reason into tests/house/handles.test.ts`,
    )
}

function strayEnvironment(files: Files): string[] {
  return Object.entries(files)
    .filter(([path]) => path.startsWith('src/') && !(path in readers))
    .flatMap(([path, text]) => {
      const found = /\bprocess\s*\.\s*env\b|import\.meta\.env\.(?!DEV|PROD|SSR|MODE)/.exec(
        withoutComments(text),
      )
      return found
        ? `${path}:${lineOf(text, found.index)} reads the environment: declare the variable in src/env.server.ts and import { env }`
        : []
    })
}

test('the handle that sees every organization stays in the rooms that may have it', () => {
  const files = read(product)
  expect(looseHandles(files)).toEqual([])
  const hold = (path: string) =>
    importsOf(path, files).some(({ file, typeOnly }) => file === 'src/db/client.ts' && !typeOnly)
  expect(Object.keys(holders).filter((path) => !hold(path))).toEqual([])
  const rooms = /^src\/(auth|billing|audit|jobs|db|commands|features\/operator)\//
  expect(Object.keys(holders).filter((path) => !rooms.test(path))).toEqual([])
})

test('the environment is read in one place', () => {
  expect(strayEnvironment(read(product))).toEqual([])
  const { 'src/serve.ts': serve = '' } = read(['src/serve.ts'])
  expect(new Set(serve.match(/process\.env\.\w+/g))).toEqual(new Set(['process.env.NODE_ENV']))
})

test('the laws see a feature that takes the handle and a file that reads the environment', () => {
  const files = {
    'src/db/client.ts': '',
    'src/db/tenant.ts': "import { db, type Transaction } from './client'",
    'src/features/notes/notes.server.ts': "import { db, type Transaction } from '~/db/client'",
    'src/features/tasks/tasks.server.ts': "import type { Transaction } from '~/db/client'",
    'src/email/send.server.ts': "import { type Transaction } from '~/db/client'\nprocess.env.KEY",
    'src/env.server.ts': 'process.env',
    'src/ui/page.tsx':
      '/* process.env */ const key = import.meta.env.VITE_KEY ?? import.meta.env.DEV',
  }
  expect(looseHandles(files)).toEqual([
    'src/features/notes/notes.server.ts takes the whole database: work with scope.tx, which sees one organization, or write its reason into tests/house/handles.test.ts',
  ])
  expect(strayEnvironment(files).map((line) => line.split(' ')[0])).toEqual([
    'src/email/send.server.ts:2',
    'src/ui/page.tsx:1',
  ])
})
