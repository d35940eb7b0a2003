import { z } from 'zod/mini'
import type { ProjectOrder } from './projects'

/** Where a page begins: before or after the row of this value, by which the list is sorted, and this id. */
export type Place = { way: 'before' | 'after'; value: Date | string; id: string }

const way = z.enum(['before', 'after'])
const text = z.string().check(z.refine((value) => !value.includes('\0')))
const instant = z.int().check(z.gte(0), z.lt(Date.UTC(10_000)))
const places = z.union([
  z.tuple([way, z.enum(['newest', 'oldest']), instant, text]),
  z.tuple([way, z.enum(['name', '-name']), text, text]),
])

/** The place in a word for the address. It names a row the reader has seen, and opens nothing. */
export function wordFor(
  way: Place['way'],
  order: ProjectOrder,
  { id, name, createdAt }: { id: string; name: string; createdAt: Date },
): string {
  const value = order === 'name' || order === '-name' ? name : createdAt.getTime()
  return Buffer.from(JSON.stringify([way, order, value, id])).toString('base64url')
}

/** The place that was put in a word; nothing when it was forged, or belongs to another order. */
export function placeOf(word: string | undefined, order: ProjectOrder): Place | undefined {
  const { data } = places.safeParse(opened(word))
  if (data?.[1] !== order) return undefined
  const [way, , value, id] = data
  return { way, value: typeof value === 'number' ? new Date(value) : value, id }
}

function opened(word: string | undefined): unknown {
  try {
    return word && JSON.parse(Buffer.from(word, 'base64url').toString())
  } catch {
    return undefined
  }
}
