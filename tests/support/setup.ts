import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject, vi } from 'vitest'
import { environmentOf } from '../../dev/stripe/environment.ts'
import { newName } from './database.ts'
import { type LastingDatabase, lastingDatabase } from './renewal.ts'
import { freePort } from './server.ts'

type Ground = { name: string; mailPort: number; stripePort: number; database?: LastingDatabase }
const key = Symbol.for('atrium.ground')
const processWide: typeof globalThis & { [key]?: Ground } = globalThis

// Test files that share a process share what src/ has loaded, and with it its addresses: behind the same names each
// file finds a database as new, and an empty folder.
processWide[key] ??= {
  name: newName(),
  mailPort: await freePort(),
  stripePort: await freePort(),
}
const ground = processWide[key]
ground.database ??= await lastingDatabase(ground.name)
const { database } = ground
// Made by whoever writes into it first.
const files = join(tmpdir(), `atrium-files-${ground.name}`)

process.env.DATABASE_URL = database.url
process.env.DATABASE_OWNER_URL = database.ownerUrl
process.env.BETTER_AUTH_SECRET = inject('secret')
process.env.APP_URL = 'http://localhost:3000'
process.env.FILES_DIR = files
process.env.RESEND_BASE_URL = `http://127.0.0.1:${ground.mailPort}`
Object.assign(process.env, environmentOf(`http://127.0.0.1:${ground.stripePort}`))
process.env.LOG_LEVEL = process.env.LOG_LEVEL ?? 'silent'
const environment = { ...process.env }

afterAll(async () => {
  vi.unstubAllEnvs()
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name]
  }
  Object.assign(process.env, environment)
  // What was loaded for one file only, in an environment of its own, is nobody else's.
  const loadedAnew = (await import('./renewal.ts')).lastingDatabase !== lastingDatabase
  if (loadedAnew) vi.resetModules()
  await rm(files, { recursive: true, force: true })
  if (!(await database.renew({ endSessions: true }))) {
    await database.drop()
    ground.database = undefined
  }
  const working = ['atrium.jobs', 'atrium.schedule', 'atrium.started'].filter(
    (mark) => Symbol.for(mark) in globalThis,
  )
  if (working.length > 0) {
    throw new Error(`This file leaves ${working} at work: let it stop what it starts.`)
  }
})
