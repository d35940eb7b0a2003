import { eq } from 'drizzle-orm'
import { unitDatabase } from '~/auth/unit.server'
import { invitation, organization, team } from '~/db/schema'

type Fields = Record<string, unknown>

/** Paths where better-auth takes the address too, and prefers it. */
const bySlugToo = new Set([
  '/organization/list-members',
  '/organization/get-active-member-role',
  '/organization/get-organization',
  '/organization/get-full-organization',
])

/**
 * The organization that a call of better-auth is about, read where better-auth itself reads it: what is named
 * anywhere else in the call would be asked about and not acted on. Undefined where none is named; an id that is
 * none where it does not exist, so that better-auth says so.
 */
export async function organizationNamed(
  path: string,
  body: Fields,
  query: Fields,
): Promise<string | undefined> {
  if (path.endsWith('-invitation')) return ifNamed(body.invitationId, byInvitation)
  if (path.endsWith('/list-team-members')) return ifNamed(query.teamId, byTeam)
  if (bySlugToo.has(path) && query.organizationSlug) return ifNamed(query.organizationSlug, bySlug)
  const place = isReading(path) ? query : path.endsWith('/update-team') ? fields(body.data) : body
  return ifNamed(place.organizationId, async (id) => id)
}

/** Whether a call of better-auth changes nothing. */
export const isReading = (path: string) => /\/(list|get)-/.test(path)

async function ifNamed(word: unknown, find: (word: string) => Promise<string | undefined>) {
  if (typeof word !== 'string' || !word) return undefined
  return (await find(word)) ?? 'none'
}

async function bySlug(slug: string) {
  const [row] = await unitDatabase
    .select({ id: organization.id })
    .from(organization)
    .where(eq(organization.slug, slug))
  return row?.id
}

async function byInvitation(id: string) {
  const [row] = await unitDatabase
    .select({ id: invitation.organizationId })
    .from(invitation)
    .where(eq(invitation.id, id))
  return row?.id
}

async function byTeam(id: string) {
  const [row] = await unitDatabase
    .select({ id: team.organizationId })
    .from(team)
    .where(eq(team.id, id))
  return row?.id
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
