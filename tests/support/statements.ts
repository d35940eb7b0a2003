import pg from 'pg'
import { afterAll, beforeAll, vi } from 'vitest'

/** Counts what the database is asked, for the tests of one file. */
export function countStatements(): { asked: number } {
  const statements = { asked: 0 }
  const { query } = pg.Client.prototype
  beforeAll(() => {
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given) {
      statements.asked += 1
      return Reflect.apply(query, this, given)
    })
  })
  afterAll(() => vi.restoreAllMocks())
  return statements
}
