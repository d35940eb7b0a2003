import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { build, type RunningServer, startServer } from '../support/server.ts'

const servers: RunningServer[] = []

/** For files that start a server in each test: the build is fresh, and no server outlives its test. */
export function onBuiltGround(): void {
  beforeAll(() => build(), 180_000)
  afterEach(() => {
    for (const server of servers.splice(0)) server.kill()
  })
}

/** Starts the built server on the test file's own database. An empty value takes a variable away. */
export async function start(env: Record<string, string> = {}): Promise<RunningServer> {
  const server = await startServer({ ...databaseEnv(), ...env })
  servers.push(server)
  return server
}

/** For files whose tests share one server. Returns a function that gives its address. */
export function sharedServer(env: Record<string, string> = {}): () => RunningServer {
  let server: RunningServer | undefined
  beforeAll(async () => {
    await build()
    server = await startServer({ ...databaseEnv(), ...env })
  }, 180_000)
  afterAll(() => server?.kill())
  return () => {
    if (!server) throw new Error('The server runs only within tests.')
    return server
  }
}

function databaseEnv() {
  const { DATABASE_URL = '', DATABASE_OWNER_URL = '' } = process.env
  return { DATABASE_URL, DATABASE_OWNER_URL, BETTER_AUTH_SECRET: inject('secret') }
}

/** Asks again until the answer holds; the test's own time limit is the end of its patience. */
export async function until<Value>(
  ask: () => Promise<Value | false> | Value | false,
): Promise<Value> {
  for (;;) {
    const answer = await ask()
    if (answer !== false) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
