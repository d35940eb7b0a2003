import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { z } from 'zod/mini'

/** Where a page of a sorted list begins: before or after the row of this key, by which it is sorted, and this id. */
export type Place = { way: 'before' | 'after'; key: string; id: string }

type Row = { key: string; id: string }

const text = z.string().check(z.refine((value) => !value.includes('\0')))
const keys = { text, number: z.string().check(z.regex(/^\d{1,16}$/)) }

/**
 * Pages of a list by keyset: each begins at a row the reader has seen, which is put in a word for the address. The
 * word opens nothing; what is forged, or belongs to another order, is no place.
 * @param orders how the list can be sorted, and what a row's key is there: its text, or a whole number as a text
 */
export function keyset<Order extends string>(orders: Record<Order, keyof typeof keys>) {
  const wordFor = (way: Place['way'], order: Order, { key, id }: Row) =>
    Buffer.from(JSON.stringify([way, order, key, id])).toString('base64url')
  return {
    placeOf(word: string | undefined, order: Order): Place | undefined {
      const shape = z.tuple([
        z.enum(['before', 'after']),
        z.literal(order),
        keys[orders[order]],
        text,
      ])
      const { data } = shape.safeParse(opened(word))
      return data && { way: data[0], key: data[2], id: data[3] }
    },

    /**
     * A page's rows as they are shown, and the words for the pages around it.
     * @param rows what was read from the place on, in the direction of its way, and one more than fit
     */
    pageOf<Read extends Row>(
      rows: readonly Read[],
      { order, place, size }: { order: Order; place: Place | undefined; size: number },
    ) {
      const shown = rows.slice(0, size)
      const more = rows.length > size
      const backwards = place?.way === 'before'
      if (backwards) shown.reverse()
      const [first, last] = [shown.at(0), shown.at(-1)]
      return {
        shown,
        previous: first && (backwards ? more : place) ? wordFor('before', order, first) : null,
        next: last && (backwards || more) ? wordFor('after', order, last) : null,
      }
    },
  }
}

/** A moment as a key, as exactly as the database keeps it. */
export function momentKey(column: SQLWrapper): SQL<string> {
  return sql`(extract(epoch from ${column}) * 1000000)::bigint::text`
}

/** The moment of a key, to compare a column with. */
export function momentOf(key: string): SQL {
  return sql`(timestamptz 'epoch' + ${key}::bigint * interval '1 microsecond')`
}

/** The same for one of better-auth's columns, which carry no time zone and hold UTC. */
export function utcMomentOf(key: string): SQL {
  return sql`(timestamp 'epoch' + ${key}::bigint * interval '1 microsecond')`
}

function opened(word: string | undefined): unknown {
  try {
    return word && JSON.parse(Buffer.from(word, 'base64url').toString())
  } catch {
    return undefined
  }
}
