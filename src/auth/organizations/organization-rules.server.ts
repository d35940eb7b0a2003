import type { GenericEndpointContext } from 'better-auth'
import { APIError, getSessionFromCtx, isAPIError } from 'better-auth/api'
import { eq, sql } from 'drizzle-orm'
import { lookUpMembership, type Membership, onlyReads } from '~/auth/membership.server'
import { type Permission, rolesIn } from '~/auth/permissions'
import { unitDatabase, unitUnderWay } from '~/auth/unit.server'
import { withinLimit } from '~/billing/entitlements.server'
import { keepsPlace } from '~/billing/over-limit.server'
import type { Transaction } from '~/db/client'
import { project } from '~/db/schema'
import { asTenant, overseeing, withTenant } from '~/db/tenant'
import { Refusal } from '~/refusal'
import { isReading, organizationNamed } from './organization-named.server'
import { checkChangedRole, checkNewRole, checkRemovedRole } from './own-roles.server'
import { asMuchAs, beyondMine, promisedAlready } from './role-rules.server'
import { keepSecondStep } from './second-step-demand'
import { forgetActiveTeam, freeTeamName, personOfTeam, stillHas } from './team-rules.server'

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

/** Whoever is no member asks in vain, with one answer whether there is such an organization or not; but for these. */
const forStrangers = new Set(['/organization/accept-invitation', '/organization/reject-invitation'])

/** What whoever reads only may do besides: to go, and to ask what they may. */
const openToAll = new Set(['/organization/leave', '/organization/has-permission'])

type Asked = {
  body: Record<string, unknown>
  me: Membership | null
  organization: { id: string }
  session: NonNullable<Awaited<ReturnType<typeof getSessionFromCtx>>>
  /** Keeps what is to be done once better-auth has done its part. */
  afterwards: (work: () => Promise<void>) => void
}

/** Which organization a call is about, and as what whoever asks belongs to it. */
export type Named = { id: string; member?: { role: string } }

const afterwards = new WeakMap<object, () => Promise<void>>()

/** What the product asks beyond better-auth, by path. */
const rules: Record<string, (asked: Asked) => Promise<void>> = {
  '/organization/invite-member': async ({ body, me, organization }) => {
    const promised = await promisedAlready(body, organization)
    await beyondMine(me, [...rolesOf(body.role), ...promised], organization)
    if (!me) return
    await inside(organization, (tx) => withinLimit({ organization, tx }, 'members'))
    for (const teamId of [body.teamId ?? []].flat()) {
      await teamKeepsPlace({ teamId, me, organization }, { invitation: ['create'] })
    }
  },
  '/organization/update-member-role': async ({ body, me, organization }) => {
    await asMuchAs(me, body.memberId, organization, "change this person's role")
    await beyondMine(me, rolesOf(body.role), organization)
  },
  '/organization/remove-member': ({ body, me, organization }) =>
    asMuchAs(me, body.memberIdOrEmail, organization, 'remove this person'),
  '/organization/create-team': async (asked) => {
    const { body, me, organization } = asked
    await freeTeamName(asked, body.name)
    if (me) await inside(organization, (tx) => withinLimit({ organization, tx }, 'teams'))
  },
  '/organization/update-team': async (asked) => {
    await teamKeepsPlace({ ...asked, teamId: asked.body.teamId }, { team: ['update'] })
    await freeTeamName(asked, isRecord(asked.body.data) && asked.body.data.name, asked.body.teamId)
  },
  '/organization/remove-team': async (asked) => {
    const { body, me, organization } = asked
    if (!me?.can({ team: ['delete'] })) return
    await inside(organization, (tx) => nothingLeft(tx, body.teamId))
    await forgetActiveTeam(asked)
  },
  '/organization/add-team-member': async (asked) => {
    await teamKeepsPlace({ ...asked, teamId: asked.body.teamId }, { team: ['update'] })
    await personOfTeam(asked, true)
  },
  // Also where the plan has no place for the team: nobody keeps what they see because of a plan.
  '/organization/remove-team-member': (asked) => personOfTeam(asked, false),
  '/organization/create-role': checkNewRole,
  '/organization/update-role': checkChangedRole,
  '/organization/delete-role': checkRemovedRole,
}

/**
 * Before every call that is about one organization: it must name the organization itself, whatever the session
 * believes to be active; a call that writes takes the organization's row, so that limits and last owners are
 * counted one at a time; then the product's own rules.
 * Whoever the plan or a suspension lets only read may leave, and change nothing.
 * @returns which organization, and whoever asks as its member; none where the call is about no organization
 * @throws APIError 400 ORGANIZATION_REQUIRED, 404 ORGANIZATION_NOT_FOUND, 403 NOT_ALLOWED; Refusal
 */
export async function keepOrganizationRules(
  context: GenericEndpointContext,
): Promise<Named | undefined> {
  const { path } = context
  if (!path?.startsWith('/organization/') || aboutNobodys.has(path)) return undefined
  const body = isRecord(context.body) ? context.body : {}
  const id = await organizationNamed(path, body, isRecord(context.query) ? context.query : {})
  if (!id) {
    throw new APIError('BAD_REQUEST', {
      code: 'ORGANIZATION_REQUIRED',
      message: 'Name the organization.',
    })
  }
  const unit = unitUnderWay()
  if (unit) await lock(unit, id)
  const session = await getSessionFromCtx<{ twoFactorEnabled?: boolean | null }>(context)
  if (!session) return { id }
  const me = await lookUpMembership(unitDatabase, session.user.id, { id })
  if (!me && !forStrangers.has(path)) {
    throw new APIError('NOT_FOUND', {
      code: 'ORGANIZATION_NOT_FOUND',
      message: 'There is no such organization.',
    })
  }
  if (me && path !== '/organization/leave') keepSecondStep(me.organization, session.user)
  const permission = reads[path]
  if (permission && me && !me.can(permission)) {
    throw new APIError('FORBIDDEN', { code: 'NOT_ALLOWED', message: 'You are not allowed to.' })
  }
  if (me?.readOnly && !isReading(path) && !openToAll.has(path)) throw onlyReads(me)
  await rules[path]?.({
    body,
    me,
    organization: { id },
    session,
    afterwards: (work) => afterwards.set(context.context, work),
  })
  return me ? { id, member: me.member } : { id }
}

/** After a call that succeeded: what its rule has left to do, in the same transaction. */
export async function finishOrganizationRules(context: GenericEndpointContext): Promise<void> {
  const returned: unknown = 'returned' in context.context ? context.context.returned : undefined
  if (!isAPIError(returned)) await afterwards.get(context.context)?.()
}

/**
 * Room for one more member, asked when somebody is about to become one.
 * @throws Refusal limit_reached, forbidden while the organization is suspended
 */
export async function roomForMember(organization: {
  id: string
  suspendedAt?: unknown
}): Promise<void> {
  if (organization.suspendedAt) {
    throw new Refusal('forbidden', 'This organization is suspended, and lets nobody in meanwhile.')
  }
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

/** Whoever may not do it at all is better-auth's to refuse. */
async function teamKeepsPlace(
  { teamId, me, organization }: Pick<Asked, 'me' | 'organization'> & { teamId: unknown },
  permission: Permission,
): Promise<void> {
  if (!me?.can(permission)) return
  await inside(organization, (tx) => keepsPlace({ organization, tx }, 'teams', String(teamId)))
}

/** Everything counts, also what the remover does not see. */
async function nothingLeft(tx: Transaction, teamId: unknown): Promise<void> {
  const projects = await overseeing(
    tx,
    sql<number>`(select count(*)::int from ${project} where ${eq(project.teamId, String(teamId))})`,
  )
  if (projects > 0) throw stillHas(projects)
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
