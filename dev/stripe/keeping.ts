import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { World } from './world.ts'

const soon = 500

/** Fills a new world with what a file keeps; one that is not there keeps nothing. Its address stays its own. */
export function recall(world: World, file: string): void {
  if (!existsSync(file)) return
  const places: Record<string, unknown> = world
  const kept: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
  for (const [name, value] of Object.entries(kept)) {
    const place = places[name]
    if (place instanceof Map && Array.isArray(value))
      for (const [id, each] of value) place.set(id, each)
    else if (name in places && name !== 'url') places[name] = value
  }
}

export type Keeper = {
  /** Something may have changed: it is written within half a second. */
  changed(): void
  /** Writes what changed, now. */
  write(): void
}

/** Keeps a world in a file, whole or as it was before: a process that dies while it writes spoils nothing. */
export function keepIn(world: World, file: string): Keeper {
  let written = existsSync(file) ? readFileSync(file, 'utf8') : ''
  let timer: NodeJS.Timeout | undefined

  function write(): void {
    clearTimeout(timer)
    timer = undefined
    const text = JSON.stringify(world, (_key, value) => (value instanceof Map ? [...value] : value))
    if (text === written) return
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, text, { mode: 0o600 })
    renameSync(draft, file)
    written = text
  }

  return {
    changed() {
      timer ??= setTimeout(write, soon).unref()
    },
    write,
  }
}
