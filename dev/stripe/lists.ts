import type Stripe from 'stripe'
import { invalid, missing } from './faults.ts'
import type { Call } from './routes.ts'

/**
 * A page of a list as Stripe gives it: the newest first, ten unless `limit` says otherwise.
 * @param rows in the order in which they were made
 * @param fits which of them are asked for
 */
export function listed<Row extends { id: string; object: string }>(
  { params, path }: Call,
  rows: Iterable<Row>,
  fits: (row: Row) => boolean = () => true,
): Stripe.ApiList<Row> {
  const all = [...rows].filter(fits).reverse()
  const limit = params.integer('limit', 1) ?? 10
  if (limit > 100) throw invalid('Invalid integer: limit must be at most 100', { param: 'limit' })
  const after = params.text('starting_after')
  const before = params.text('ending_before')
  if (after && before) {
    throw invalid('You cannot parameterize `starting_after` and `ending_before` together.')
  }
  const rest = before
    ? all.slice(0, placeOf(all, before, 'ending_before'))
    : all.slice(after ? placeOf(all, after, 'starting_after') + 1 : 0)
  const data = before ? rest.slice(-limit) : rest.slice(0, limit)
  return { object: 'list', data, has_more: rest.length > data.length, url: path }
}

function placeOf(rows: { id: string; object: string }[], id: string, param: string): number {
  const at = rows.findIndex((row) => row.id === id)
  if (at < 0) throw missing(rows[0]?.object ?? 'object', id, param)
  return at
}

/** The id of what an object names by its id or holds whole. */
export function idOf(named: string | { id: string }): string
export function idOf(named: string | { id: string } | null | undefined): string | null
export function idOf(named: string | { id: string } | null | undefined): string | null {
  return typeof named === 'object' ? (named?.id ?? null) : (named ?? null)
}
