import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

// `npm run auth:generate` writes src/db/schema/auth.ts from what better-auth is told. Its command loads the app's
// own files, which ask for an environment; nothing is opened, signed or sent, so any values do.
const root = join(import.meta.dirname, '..')
const command = join(root, 'node_modules/auth/dist/index.mjs')
const files = ['--config', 'src/auth/auth.server.ts', '--output', 'src/db/schema/auth.ts']

const { status } = spawnSync(process.execPath, [command, 'generate', ...files, '-y'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    NODE_ENV: 'development',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere',
    BETTER_AUTH_SECRET: 'only for generating, never for signing',
  },
})
process.exit(status ?? 1)
