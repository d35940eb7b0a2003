import type { Deliveries } from '../deliveries.ts'
import type { World } from '../world.ts'

/** What moves the stand-in's clock. */
export type Clock = {
  now(): Date
  advance(to: Date): Promise<void>
  advanceBy(days: number): Promise<void>
}

/** One request for a page, as whoever answers it sees it. */
export type PageCall = {
  world: World
  deliveries: Deliveries
  clock: Clock
  /** What stands in the address where the page's path says `:id`. */
  id: string
  query: URLSearchParams
  /** What a form sent; empty for a page that is only looked at. */
  form: URLSearchParams
}
