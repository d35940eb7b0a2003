import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

const fromFile = new Set<string>()

/**
 * Takes over what the file `.env` says, and says so anew when it is called again after a change. What the shell
 * has set stays, and so does what was settled at the start.
 */
export function readEnvFile(): void {
  for (const name of fromFile) delete process.env[name]
  fromFile.clear()
  const said = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  for (const [name, value] of Object.entries(said)) {
    if (process.env[name] !== undefined) continue
    process.env[name] = value
    fromFile.add(name)
  }
}

/** Sets what production would be configured with, until this process ends; what the developer set stays. */
export function settle(environment: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(environment)) {
    if (value) process.env[name] ||= value
    fromFile.delete(name)
  }
}

/**
 * The folder for all that this machine keeps: the database, the secret, uploads.
 * Refuses with one sentence when nothing can be written there.
 */
export function dataFolder(): string {
  const folder = process.env.DATA_DIR || '.data'
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new Error(
      `The data folder ${folder} cannot be written to${code}. Choose another: DATA_DIR=/some/folder npm run dev`,
    )
  }
  return folder
}

/** Signs sessions. Made once, so that a restart signs nobody out. */
export function secretIn(folder: string): string {
  const file = join(folder, 'secret')
  // Whoever comes second of two at once keeps the first one's.
  if (!existsSync(file)) writeNew(file, randomBytes(32).toString('hex'))
  return readFileSync(file, 'utf8')
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!existsSync(file)) throw error
  }
}

const everywhere = ['127.0.0.1', '0.0.0.0', '::1', '::']

/**
 * Where the app listens, and its address on this machine.
 * Refuses with one sentence when the port is no port or somebody listens there.
 */
export async function freePlace(): Promise<{ host: string; port: number; address: string }> {
  const { PORT = '', HOST } = process.env
  const port = Number(PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`PORT must be a number between 1 and 65535, not ${PORT}.`)
  }
  const host = HOST || '127.0.0.1'
  if (!(await isFree(port, host))) throw new Error(portInUse(port))
  const name = everywhere.includes(host) ? 'localhost' : host
  return { host, port, address: `http://${name}:${port}` }
}

export const portInUse = (port: number) =>
  `Port ${port} is in use. Stop what listens there, or choose another: PORT=${port + 1} npm run dev`

/** The port asked for, or any other where that one is taken. */
export async function freePort(wanted: number): Promise<number> {
  return (await isFree(wanted, '127.0.0.1')) ? wanted : listenOn(0, '127.0.0.1')
}

/** Free means that we may listen, and that nobody answers under the name a browser will use. */
async function isFree(port: number, host: string): Promise<boolean> {
  return !(await answers(port)) && (await mayListen(port, host))
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: 'localhost' })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

async function mayListen(port: number, host: string): Promise<boolean> {
  return listenOn(port, host).then(
    () => true,
    () => false,
  )
}

function listenOn(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      const given = typeof address === 'object' && address ? address.port : port
      server.close(() => resolve(given))
    })
  })
}
