import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod/mini'
import { keyset, momentOf, type Place } from '~/db/keyset.server'
import { job } from '~/jobs/job-table.server'

const places = keyset({ newest: 'number' })
const uuid = z.uuid()

export const pageSize = 25

/** The part of the jobs that a word in the address names; a forged one names the first. */
export function partOf(word: string | undefined): {
  place?: Place
  from?: SQL
  backwards: boolean
  limit: number
} {
  const place = places.placeOf(word, 'newest')
  const limit = pageSize + 1
  if (!place || !uuid.safeParse(place.id).success) return { backwards: false, limit }
  const backwards = place.way === 'before'
  const beyond = backwards ? sql`>` : sql`<`
  const from = sql`(${job.createdAt}, ${job.id}) ${beyond} (${momentOf(place.key)}, ${place.id}::uuid)`
  return { place, from, backwards, limit }
}

/** The jobs of a part as they are shown, and the words for the parts around it. */
export function shownOf<Row extends { id: string; key: string }>(
  jobs: readonly Row[],
  place: Place | undefined,
) {
  return places.pageOf(jobs, { order: 'newest', place, size: pageSize })
}
