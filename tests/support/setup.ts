import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { freshDatabase } from './database.ts'

// Before any file of src/ is loaded: each test file has a database of its own and a port for its mailbox.
const database = await freshDatabase()
process.env.DATABASE_URL = database.url
process.env.DATABASE_OWNER_URL = database.ownerUrl
process.env.BETTER_AUTH_SECRET = inject('secret')
process.env.APP_URL = 'http://localhost:3000'
// Made by whoever writes into it first.
const files = join(tmpdir(), `atrium-files-${database.name}`)
process.env.FILES_DIR = files
process.env.RESEND_BASE_URL = `http://127.0.0.1:${await freePort()}`
process.env.LOG_LEVEL = process.env.LOG_LEVEL ?? 'silent'

afterAll(async () => {
  await rm(files, { recursive: true, force: true })
  await database.drop()
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
