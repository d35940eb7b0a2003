import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { z } from 'zod/mini'

/**
 * Where a page of rows that are sorted by a moment begins: before or after the one of this moment and key. The moment
 * in microseconds, as exactly as the database keeps it.
 */
export type Place = { way: 'before' | 'after'; at: number; key: string }

const shape = z.tuple([
  z.enum(['before', 'after']),
  z.int().check(z.gte(0), z.lt(Date.UTC(10_000) * 1_000)),
  z.string().check(z.refine((key) => !key.includes('\0'))),
])

/** The place in a word for the address. It names a row the reader has seen, and opens nothing. */
export function wordFor(way: Place['way'], { at, key }: { at: number; key: string }): string {
  return Buffer.from(JSON.stringify([way, at, key])).toString('base64url')
}

/** The place that was put in a word; nothing when it was forged. */
export function placeOf(word: string | undefined): Place | undefined {
  const { data } = shape.safeParse(opened(word))
  return data && { way: data[0], at: data[1], key: data[2] }
}

/** A column's moment for a place. */
export function microseconds(column: SQLWrapper): SQL<number> {
  return sql`(extract(epoch from ${column}) * 1000000)::bigint`.mapWith(Number)
}

/** The moment of a place, to compare a column with. */
export function momentOf({ at }: Place): SQL {
  return sql`(timestamptz 'epoch' + ${at}::bigint * interval '1 microsecond')`
}

/**
 * One page of rows that were read from a place on, one more than fit: as they are shown, and the words for the pages
 * around it.
 */
export function pageOf<Row extends { at: number; key: string }>(
  rows: readonly Row[],
  place: Place | undefined,
  size: number,
) {
  const shown = rows.slice(0, size)
  const more = rows.length > size
  const backwards = place?.way === 'before'
  if (backwards) shown.reverse()
  const [first, last] = [shown.at(0), shown.at(-1)]
  return {
    shown,
    previous: first && (backwards ? more : place) ? wordFor('before', first) : null,
    next: last && (backwards || more) ? wordFor('after', last) : null,
  }
}

function opened(word: string | undefined): unknown {
  try {
    return word && JSON.parse(Buffer.from(word, 'base64url').toString())
  } catch {
    return undefined
  }
}
