import pg from 'pg'

/** True when a write would have left an organization without an owner: the trigger `organization_keeps_an_owner`. */
export function isOwnerless(error: unknown): boolean {
  return causeOf(error)?.constraint === 'organization_keeps_an_owner'
}

/** True for a row that still refers to the one that was to go (SQLSTATE 23503). */
export function isReferred(error: unknown): boolean {
  return causeOf(error)?.code === '23503'
}

/** True for a character that no text in the database can hold: U+0000 (SQLSTATE 22021). */
export function isNoText(error: unknown): boolean {
  return causeOf(error)?.code === '22021'
}

/** True when a team was to go that a project had come into meanwhile. */
export function isLeftInTeam(error: unknown): boolean {
  return causeOf(error)?.constraint === 'project_team'
}

/** True for what was written about a person whose account was deleted meanwhile. */
export function isPersonGone(error: unknown): boolean {
  const cause = causeOf(error)
  return cause?.code === '23503' && (cause.constraint?.endsWith('_user_id_fk') ?? false)
}

/** True for the database's refusal of a second row where only one may be (SQLSTATE 23505). */
export function isDuplicate(error: unknown): boolean {
  return causeOf(error)?.code === '23505'
}

/** True when somebody else took the address for their organization at the same moment. */
export function isSlugTaken(error: unknown): boolean {
  return causeOf(error)?.constraint === 'organization_slug_unique'
}

function causeOf(error: unknown): pg.DatabaseError | undefined {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof pg.DatabaseError ? cause : undefined
}
