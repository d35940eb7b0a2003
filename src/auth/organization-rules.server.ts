import type { GenericEndpointContext } from 'better-auth'
import { APIError, getSessionFromCtx } from 'better-auth/api'
import { count, eq, sql } from 'drizzle-orm'
import { has, withinLimit } from '~/billing/entitlements.server'
import { db, type Transaction } from '~/db/client'
import { invitation, organization, project } from '~/db/schema'
import { asTenant, overseeing, withTenant } from '~/db/tenant'
import { Refusal } from '~/refusal'
import { lookUpMembership, type Membership } from './membership.server'
import { type Permission, rolesIn } from './permissions'
import { beyondMine, checkRoleName } from './role-rules.server'
import { unitDatabase, unitUnderWay } from './unit.server'

/** What better-auth gives every member, and the product to those who may read it. */
const reads: Record<string, Permission> = {
  '/organization/list-members': { member: ['read'] },
  '/organization/list-invitations': { invitation: ['read'] },
  '/organization/list-teams': { team: ['read'] },
  '/organization/list-team-members': { team: ['read'] },
  '/organization/get-full-organization': { member: ['read'], invitation: ['read'], team: ['read'] },
}

/** Paths that are about the person, or about an organization nobody has made yet. */
const aboutNobodys = new Set([
  '/organization/create',
  '/organization/check-slug',
  '/organization/list',
  '/organization/list-user-invitations',
  '/organization/list-user-teams',
  '/organization/get-invitation',
  '/organization/get-active-member',
  // A convenience for the next visit that authorizes nothing.
  '/organization/set-active',
  '/organization/set-active-team',
])

type Asked = { body: Record<string, unknown>; me: Membership | null; organization: { id: string } }

/** What the product asks beyond better-auth, by path; whoever is no member is left to better-auth's own answer. */
const rules: Record<string, (asked: Asked) => Promise<void>> = {
  '/organization/invite-member': async ({ body, me, organization }) => {
    await beyondMine(me, rolesOf(body.role), organization)
    if (me) await inside(organization, (tx) => withinLimit({ organization, tx }, 'members'))
  },
  '/organization/update-member-role': ({ body, me, organization }) =>
    beyondMine(me, rolesOf(body.role), organization),
  '/organization/create-team': async ({ me, organization }) => {
    if (me) await inside(organization, (tx) => withinLimit({ organization, tx }, 'teams'))
  },
  '/organization/remove-team': async ({ body, me, organization }) => {
    if (me?.can({ team: ['delete'] }))
      await inside(organization, (tx) => nothingLeft(tx, body.teamId))
  },
  '/organization/create-role': async ({ body, organization }) => {
    if (!has({ organization }, 'custom-roles')) {
      throw new Refusal('limit_reached', 'Your plan has no roles of your own. Choose a larger one.')
    }
    checkRoleName(body.role)
  },
  '/organization/update-role': async ({ body }) => {
    if (isRecord(body.data) && body.data.roleName !== undefined) checkRoleName(body.data.roleName)
  },
}

/**
 * Before every call that is about one organization: it must name the organization itself, whatever the session
 * believes to be active; a call that writes takes the organization's row, so that limits and last owners are
 * counted one at a time; then the product's own rules.
 * @throws APIError 400 ORGANIZATION_REQUIRED, 403 NOT_ALLOWED; Refusal
 */
export async function keepOrganizationRules(context: GenericEndpointContext): Promise<void> {
  const { path } = context
  if (!path?.startsWith('/organization/') || aboutNobodys.has(path)) return
  const body = isRecord(context.body) ? context.body : {}
  const id = await organizationOf(path, body, isRecord(context.query) ? context.query : {})
  if (!id) {
    throw new APIError('BAD_REQUEST', {
      code: 'ORGANIZATION_REQUIRED',
      message: 'Name the organization.',
    })
  }
  const unit = unitUnderWay()
  if (unit) await lock(unit, id)
  const session = await getSessionFromCtx(context)
  if (!session) return
  const me = await lookUpMembership(unitDatabase, session.user.id, { id })
  const permission = reads[path]
  if (permission && me && !me.can(permission)) {
    throw new APIError('FORBIDDEN', { code: 'NOT_ALLOWED', message: 'You are not allowed to.' })
  }
  await rules[path]?.({ body, me, organization: { id } })
}

/** Room for one more member, asked when somebody is about to become one. */
export async function roomForMember(organization: { id: string }): Promise<void> {
  await inside(organization, (tx) => withinLimit({ organization, tx }, 'members'))
}

/** Works as the tenant in the unit under way, or in a transaction of its own where there is none. */
export function inside<Result>(
  organization: { id: string },
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const unit = unitUnderWay()
  return unit ? asTenant(unit, { organization }, work) : withTenant({ organization }, work)
}

/** What belongs to a team would be nobody's, or suddenly everybody's. */
async function nothingLeft(tx: Transaction, teamId: unknown): Promise<void> {
  const left = await overseeing(tx, () =>
    tx
      .select({ n: count() })
      .from(project)
      .where(eq(project.teamId, String(teamId))),
  )
  const projects = left[0]?.n ?? 0
  if (projects === 0) return
  throw new Refusal(
    'conflict',
    `This team still has ${projects === 1 ? 'a project' : `${projects} projects`}. Move or delete ${projects === 1 ? 'it' : 'them'} first, archived ones too.`,
  )
}

async function organizationOf(
  path: string,
  body: Record<string, unknown>,
  query: Record<string, unknown>,
): Promise<string | undefined> {
  const data = isRecord(body.data) ? body.data : {}
  for (const named of [
    body.organizationId,
    query.organizationId,
    path.endsWith('/update-team') && data.organizationId,
  ]) {
    if (typeof named === 'string' && named) return named
  }
  if (typeof query.organizationSlug === 'string') return bySlug(query.organizationSlug)
  if (typeof body.invitationId === 'string') return byInvitation(body.invitationId)
  if (path.endsWith('/list-team-members')) return byTeam(query.teamId)
  return undefined
}

/** An id that is none is handed on: better-auth says that there is no such thing. */
async function bySlug(slug: string): Promise<string> {
  const [row] = await db
    .select({ id: organization.id })
    .from(organization)
    .where(eq(organization.slug, slug))
  return row?.id ?? 'none'
}

async function byInvitation(id: string): Promise<string> {
  const [row] = await unitDatabase
    .select({ id: invitation.organizationId })
    .from(invitation)
    .where(eq(invitation.id, id))
  return row?.id ?? 'none'
}

async function byTeam(id: unknown): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(
    sql`select organization_id as id from team where id = ${String(id)}`,
  )
  return rows[0]?.id ?? 'none'
}

/** Not against those who only refer to the organization: rows of a project, say, are added meanwhile. */
async function lock(tx: Transaction, id: string): Promise<void> {
  await tx.execute(sql`select 1 from organization where id = ${id} for no key update`)
}

function rolesOf(role: unknown): string[] {
  return (Array.isArray(role) ? role : [role]).flatMap((each) => rolesIn(String(each)))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
