import { availableParallelism } from 'node:os'
import { tanstackStart } from '@tanstack/react-start/plugin/vite'
import viteReact from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { start } from './start.config.ts'

/** Processes started, stopped and killed in every corner case: it changes seldom, and takes long. */
const long = [
  'tests/dev/{bench,db,demo,postgres,postgres-checkout,postgres-logins,start}.test.ts',
  'tests/db/migrate.test.ts',
  'tests/server/{bodies,client-address,health,session,start,static-files,stopping}.test.ts',
  'tests/audit/{command,every-act}.test.ts',
  'tests/operator/appointing.test.ts',
]

/** The Start plugin compiles doors as in the app: only so do their gates run in tests. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  plugins: [tanstackStart(start), viteReact()],
  test: {
    // Vitest's cache on disk loses the identities of server functions from the second run on.
    fsModuleCache: false,
    // Much of a test's time is PostgreSQL's or the browser's: one worker more than cores keeps them all at work.
    maxWorkers: availableParallelism() + 1,
    globalSetup: ['tests/support/global.ts'],
    hookTimeout: 60_000,
    // A busy machine is not a failure: a hundred requests in one test take it half a minute.
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'sentences',
          // Files of one worker share what they have loaded, which would else be loaded ninety times; their
          // database, their files and the environment are new for each (tests/support/setup.ts).
          isolate: false,
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/{e2e,prove}/**', ...long],
          setupFiles: ['tests/support/setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/e2e/*.test.ts'],
          isolate: false,
          setupFiles: ['tests/support/journey-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          // Every page and every form, one after the other: they change seldom together, and take long.
          name: 'long-journeys',
          include: ['tests/e2e/long/*.test.ts'],
          isolate: false,
          setupFiles: ['tests/support/journey-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: long,
          setupFiles: ['tests/support/setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'prove',
          include: ['tests/prove/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
