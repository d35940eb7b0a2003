import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Postgres } from './postgres.ts'

type Ground = { data: string; port: number; postgres: Postgres; mailUrl: string }

/** Sets what production would be configured with; what the developer set themselves stays. */
export function settleEnvironment({ data, port, postgres, mailUrl }: Ground): void {
  const settled = {
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    DATABASE_URL: postgres.url('app', 'atrium'),
    DATABASE_OWNER_URL: postgres.url('owner', 'atrium'),
    BETTER_AUTH_SECRET: secretOf(data),
    RESEND_BASE_URL: mailUrl,
  }
  for (const [name, value] of Object.entries(settled)) process.env[name] ||= value
}

/** Made once, so that a restart signs nobody out. */
function secretOf(data: string): string {
  const file = join(data, 'secret')
  if (!existsSync(file)) {
    mkdirSync(data, { recursive: true })
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  }
  return readFileSync(file, 'utf8')
}

/** The port asked for, or any other where that one is taken. */
export async function freePort(wanted: number): Promise<number> {
  return (await isFree(wanted)) ? wanted : listenOn(0)
}

export async function isFree(port: number): Promise<boolean> {
  return listenOn(port).then(
    () => true,
    () => false,
  )
}

function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const given = typeof address === 'object' && address ? address.port : port
      server.close(() => resolve(given))
    })
  })
}
