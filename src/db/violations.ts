import pg from 'pg'

/** True when a write would have left an organization without an owner: the trigger `organization_keeps_an_owner`. */
export function isOwnerless(error: unknown): boolean {
  return causeOf(error)?.constraint === 'organization_keeps_an_owner'
}

/** True for a row that still refers to the one that was to go (SQLSTATE 23503). */
export function isReferred(error: unknown): boolean {
  return causeOf(error)?.code === '23503'
}

/** True for the database's refusal of a second row where only one may be (SQLSTATE 23505). */
export function isDuplicate(error: unknown): boolean {
  return causeOf(error)?.code === '23505'
}

function causeOf(error: unknown): pg.DatabaseError | undefined {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof pg.DatabaseError ? cause : undefined
}
