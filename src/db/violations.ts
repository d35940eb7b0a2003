import pg from 'pg'

/** True for the database's refusal of a second row where only one may be (SQLSTATE 23505). */
export function isDuplicate(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof pg.DatabaseError && cause.code === '23505'
}
