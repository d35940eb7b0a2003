import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { project } from '../../dev/build.ts'

const needed = [
  'src',
  'emails',
  'public',
  'drizzle',
  'dev',
  'app.config.ts',
  'start.config.ts',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  '.gitignore',
]

/**
 * The product as a fork would build it that changes a line of `app.config.ts`, in a folder of its own.
 * @returns the folder, and what removes it
 */
export async function buildWith(line: string, instead: string) {
  const folder = mkdtempSync(join(tmpdir(), 'atrium-fork-'))
  for (const each of needed) cpSync(join(project, each), join(folder, each), { recursive: true })
  // Tailwind takes every word it finds for a class, but for what git ignores: the first half of the build.
  mkdirSync(join(folder, '.git'))
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
  const config = readFileSync(join(folder, 'app.config.ts'), 'utf8')
  if (!config.includes(line)) throw new Error(`app.config.ts does not say "${line}".`)
  writeFileSync(join(folder, 'app.config.ts'), config.replace(line, instead))
  for (const command of [['node_modules/vite/bin/vite.js', 'build'], ['dev/compress.ts']]) {
    await run(folder, command)
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

async function run(folder: string, command: string[]): Promise<void> {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, NODE_ENV: 'production' }
  const child = spawn(process.execPath, command, { cwd: folder, env })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`node ${command.join(' ')} failed:\n${Buffer.concat(said)}`)
}
