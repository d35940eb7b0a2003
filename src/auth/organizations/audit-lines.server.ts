import type { GenericEndpointContext } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import { type SQL, sql } from 'drizzle-orm'
import type { Action, Actions } from '~/audit/actions'
import { append } from '~/audit/append.server'
import { unitDatabase } from '~/auth/unit.server'
import { whoIn } from '~/auth/who.server'
import { inside, type Named } from './organization-rules.server'

/** What the request's ids were called before it changed them. */
type Before = {
  organization?: Named
  team?: string
  role?: string
  member?: { name: string; role: string }
  email?: string
}
type Done = { body: Fields; returned: Fields; before: Before }
type Fields = Record<string, unknown>

type Line = { [Key in Action]: { action: Key; details: Actions[Key] } }[Action]

/** One line for each of better-auth's acts on an organization, by path. */
const lines: Record<string, (done: Done) => Line | Promise<Line>> = {
  '/organization/create': ({ returned }) => ({
    action: 'organization.created',
    details: { name: text(returned.name), slug: text(returned.slug) },
  }),
  '/organization/update': ({ body, returned }) => ({
    action: 'organization.updated',
    details: {
      changed: Object.keys(fields(body.data)),
      name: text(returned.name),
      slug: text(returned.slug),
    },
  }),
  '/organization/delete': ({ before, returned }) => ({
    action: 'organization.deleted',
    details: { organizationId: before.organization?.id ?? '', name: text(returned.name) },
  }),
  '/organization/invite-member': ({ returned }) => ({
    action: 'invitation.sent',
    details: {
      invitationId: text(returned.id),
      email: text(returned.email),
      role: text(returned.role),
    },
  }),
  '/organization/accept-invitation': ({ returned }) => ({
    action: 'member.joined',
    details: {
      memberId: text(fields(returned.member).id),
      role: text(fields(returned.member).role),
      by: 'invitation',
    },
  }),
  '/organization/reject-invitation': ({ body, before }) => ({
    action: 'invitation.declined',
    details: { invitationId: text(body.invitationId), email: before.email ?? '' },
  }),
  '/organization/cancel-invitation': ({ body, before }) => ({
    action: 'invitation.cancelled',
    details: { invitationId: text(body.invitationId), email: before.email ?? '' },
  }),
  '/organization/update-member-role': ({ returned, before }) => ({
    action: 'member.role_changed',
    details: {
      memberId: text(returned.id),
      name: before.member?.name ?? '',
      from: before.member?.role ?? '',
      to: text(returned.role),
    },
  }),
  '/organization/remove-member': async ({ returned }) => ({
    action: 'member.removed',
    details: {
      memberId: text(fields(returned.member).id),
      userId: text(fields(returned.member).userId),
      name: await personName(fields(returned.member).userId),
    },
  }),
  '/organization/leave': ({ returned }) => ({
    action: 'member.left',
    details: { memberId: text(returned.id) },
  }),
  '/organization/create-team': ({ returned }) => ({
    action: 'team.created',
    details: { teamId: text(returned.id), name: text(returned.name) },
  }),
  '/organization/update-team': ({ returned }) => ({
    action: 'team.renamed',
    details: { teamId: text(returned.id), name: text(returned.name) },
  }),
  '/organization/remove-team': ({ body, before }) => ({
    action: 'team.removed',
    details: { teamId: text(body.teamId), name: before.team ?? '' },
  }),
  '/organization/add-team-member': async ({ body, before }) => ({
    action: 'team.member_added',
    details: await teamMember(body, before),
  }),
  '/organization/remove-team-member': async ({ body, before }) => ({
    action: 'team.member_removed',
    details: await teamMember(body, before),
  }),
  '/organization/create-role': ({ body, returned }) => ({
    action: 'role.created',
    details: { role: text(fields(returned.roleData).role), permission: grant(body.permission) },
  }),
  '/organization/update-role': ({ body, returned, before }) => ({
    action: 'role.updated',
    details: {
      role: before.role ?? text(body.roleName),
      ...(fields(body.data).roleName ? { renamed: text(fields(returned.roleData).role) } : {}),
      ...(fields(body.data).permission ? { permission: grant(fields(body.data).permission) } : {}),
    },
  }),
  '/organization/delete-role': ({ body, before }) => ({
    action: 'role.removed',
    details: { role: before.role ?? text(body.roleName) },
  }),
}

const remembered = new WeakMap<object, Before>()

/** Before an act that is written down: keeps what its ids are called, which it may change. */
export async function rememberNames(
  context: GenericEndpointContext,
  organization?: Named,
): Promise<void> {
  if (!(context.path in lines)) return
  const { teamId, roleId, roleName, invitationId, memberId } = words(context.body)
  const before: Before = { organization }
  if (teamId) before.team = await one(sql`select name as word from team where id = ${teamId}`)
  // Named by both, better-auth takes the name.
  if (roleId && !roleName) {
    before.role = await one(sql`select role as word from organization_role where id = ${roleId}`)
  }
  if (invitationId) {
    before.email = await one(sql`select email as word from invitation where id = ${invitationId}`)
  }
  if (memberId) {
    const { rows } = await unitDatabase.execute<{ name: string; role: string }>(sql`
      select u.name, m.role from member m join "user" u on u.id = m.user_id where m.id = ${memberId}`)
    before.member = rows[0]
  }
  remembered.set(context.context, before)
}

/** After an act that succeeded: its line, in the act's own transaction where it is a unit. */
export async function writeDown(context: GenericEndpointContext): Promise<void> {
  const line = lines[context.path]
  const returned: unknown = 'returned' in context.context ? context.context.returned : undefined
  if (!line || isAPIError(returned)) return
  const done = {
    body: fields(context.body),
    returned: fields(returned),
    before: remembered.get(context.context) ?? {},
  }
  // A new organization is named by nobody yet.
  const organization = done.before.organization ?? { id: text(done.returned.id) }
  const { action, details } = await line(done)
  const who = { ...(await whoIn(context)), role: roleOf(context.path, done) }
  // Its own log goes with an organization.
  if (action === 'organization.deleted') {
    await append({ ...who, organization: null, tx: unitDatabase }, action, details)
  } else await inside(organization, (tx) => append({ ...who, organization, tx }, action, details))
}

/** As a member, before the act, or of what they made or came to. */
function roleOf(path: string, { before, returned }: Done): string | null {
  if (path === '/organization/create') return 'owner'
  return before.organization?.member?.role ?? (text(fields(returned.member).role) || null)
}

async function teamMember(body: Fields, before: Before) {
  return {
    teamId: text(body.teamId),
    team: before.team ?? '',
    userId: text(body.userId),
    name: await personName(body.userId),
  }
}

async function personName(id: unknown): Promise<string> {
  return (await one(sql`select name as word from "user" where id = ${id}`)) ?? ''
}

async function one(question: SQL): Promise<string | undefined> {
  const { rows } = await unitDatabase.execute<{ word: string }>(question)
  return rows[0]?.word
}

function grant(value: unknown): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(fields(value)).map(([noun, actions]) => [
      noun,
      Array.isArray(actions) ? actions.map(String) : [],
    ]),
  )
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** An invitation may name several teams, and a stranger sends anything: only words are looked up. */
function words(value: unknown): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(fields(value)).map(([key, word]) => [key, text(word)]))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
