import { z } from 'zod/mini'
import type { OrganizationOrder } from './organizations'

/** Where a page begins: before or after the row of this value, by which the list is sorted, and this id. */
export type Place = { way: 'before' | 'after'; value: string; id: string }

const way = z.enum(['before', 'after'])
const text = z.string().check(z.refine((value) => !value.includes('\0')))
const number = z.string().check(z.regex(/^\d{1,16}$/))
const places = z.union([
  z.tuple([way, z.enum(['made', '-made', 'members', '-members']), number, text]),
  z.tuple([way, z.enum(['name', '-name']), text, text]),
])

/** The place in a word for the address. It names a row the reader has seen, and opens nothing. */
export function wordFor(
  way: Place['way'],
  order: OrganizationOrder,
  { key, id }: { key: string; id: string },
): string {
  return Buffer.from(JSON.stringify([way, order, key, id])).toString('base64url')
}

/** The place that was put in a word; nothing when it was forged, or belongs to another order. */
export function placeOf(word: string | undefined, order: OrganizationOrder): Place | undefined {
  const { data } = places.safeParse(opened(word))
  if (data?.[1] !== order) return undefined
  const [way, , value, id] = data
  return { way, value, id }
}

function opened(word: string | undefined): unknown {
  try {
    return word && JSON.parse(Buffer.from(word, 'base64url').toString())
  } catch {
    return undefined
  }
}
