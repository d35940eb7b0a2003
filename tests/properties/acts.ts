import fc from 'fast-check'
import { transferOwnership } from '~/features/settings/settings.functions'
import { callAuth, knock } from '../support/knock'
import { people, type Who } from '../support/people'
import { lead, names, type Slug, type State, slugs, type World } from './world'

/** One of the five; or somebody of the organization who may a lot, or the one it is sent to: so that more acts succeed. */
type By = Who | 'an owner' | 'the recipient'

/** What people do with organizations; teams and invitations are picked from those there are. */
export type Act =
  | { do: 'invite'; by: By; org: Slug; whom: Who; role: string; team: number }
  | { do: 'accept' | 'reject' | 'cancel'; by: By; pick: number }
  | { do: 'give role'; by: By; org: Slug; whom: Who; role: string }
  | { do: 'transfer'; by: By; org: Slug; whom: Who }
  | { do: 'remove'; by: By; org: Slug; whom: Who }
  | { do: 'leave'; by: By; org: Slug }
  | { do: 'make role' | 'change role'; by: By; org: Slug; role: string; grant: string }
  | { do: 'rename role'; by: By; org: Slug; role: string; to: string }
  | { do: 'delete role'; by: By; org: Slug; role: string }
  | { do: 'make team'; by: By; org: Slug; name: string }
  | { do: 'remove team'; by: By; org: Slug; pick: number }
  | { do: 'add to team' | 'take from team'; by: By; org: Slug; pick: number; whom: Who }
  | { do: 'delete account'; whom: Who }

const grants: Record<string, Record<string, string[]>> = {
  'reads projects': { project: ['read'] },
  leads: lead,
  'removes members': { member: ['read', 'update', 'delete'] },
  everything: { organization: ['update', 'delete'], ac: ['create', 'read', 'update', 'delete'] },
}

const somebody = fc.constantFrom(...names)
const anyone = fc.oneof(
  { weight: 5, arbitrary: fc.constant('an owner' as const) },
  { weight: 4, arbitrary: somebody },
)
const org = fc.constantFrom(...slugs)
const ownRole = fc.constantFrom('lead', 'helper')
const role = fc.constantFrom('member', 'admin', 'owner', 'lead', 'helper')
const pick = fc.nat(4)
const by = anyone
const whom = somebody
const kind = <Name extends string>(...kinds: Name[]) => fc.constantFrom(...kinds)
const grant = fc.constantFrom(...Object.keys(grants))

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: kind('invite'), by, org, whom, role, team: fc.nat(3) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: kind('accept', 'accept', 'accept', 'reject', 'cancel'),
      by: fc.oneof(
        { weight: 3, arbitrary: fc.constant('the recipient' as const) },
        { weight: 1, arbitrary: somebody },
      ),
      pick,
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: kind('give role'), by, org, whom, role }) },
  { weight: 2, arbitrary: fc.record({ do: kind('transfer'), by, org, whom }) },
  { weight: 2, arbitrary: fc.record({ do: kind('remove'), by, org, whom }) },
  { weight: 3, arbitrary: fc.record({ do: kind('leave'), by, org }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: kind('make role', 'change role'), by, org, role: ownRole, grant }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: kind('rename role'), by, org, role: ownRole, to: ownRole }),
  },
  { weight: 1, arbitrary: fc.record({ do: kind('delete role'), by, org, role: ownRole }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: kind('make team'),
      by,
      org,
      name: kind('Design', 'Sales', 'Legal'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: kind('remove team'), by, org, pick }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: kind('add to team', 'take from team'), by, org, pick, whom }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: kind('delete account'), whom: kind('ada', 'bob', 'cleo', 'eve') }),
  },
)

/** Up to so many acts, long ones as likely as short ones. */
export const sequenceOf = (most: number): fc.Arbitrary<Act[]> =>
  fc.array(act, { minLength: 1, maxLength: most, size: 'max' })

/** The act as a sentence. */
export function inWords(act: Act): string {
  const name = (who: By) => (who in people ? people[who as Who].name : who)
  const at = 'org' in act ? (act.org === 'acme' ? 'Acme' : 'Globex') : ''
  if (act.do === 'delete account') return `Olive deletes the account of ${name(act.whom)}`
  const who = name(act.by)
  switch (act.do) {
    case 'invite':
      return `${who} invites ${name(act.whom)} to ${at} as ${act.role}${act.team > 0 ? `, into team ${act.team}` : ''}`
    case 'accept':
    case 'reject':
    case 'cancel':
      return `${who} ${act.do}s invitation ${act.pick}`
    case 'give role':
      return `${who} makes ${name(act.whom)} ${act.role} of ${at}`
    case 'transfer':
      return `${who} hands ${at} over to ${name(act.whom)}`
    case 'remove':
      return `${who} removes ${name(act.whom)} from ${at}`
    case 'leave':
      return `${who} leaves ${at}`
    case 'rename role':
      return `${who} renames the role ${act.role} of ${at} to ${act.to}`
    case 'delete role':
      return `${who} deletes the role ${act.role} of ${at}`
    case 'make role':
    case 'change role':
      return `${who} ${act.do === 'make role' ? 'makes' : 'changes'} the role ${act.role} of ${at}: ${act.grant}`
    case 'make team':
      return `${who} makes the team ${act.name} at ${at}`
    case 'remove team':
      return `${who} removes team ${act.pick} of ${at}`
    case 'add to team':
    case 'take from team':
      return `${who}: ${act.do} ${act.pick} of ${at}, ${name(act.whom)}`
  }
}

/** A request to better-auth, or to a door of our own: who, where to, what. */
export type Request = { who: Who; path: string; body: Record<string, unknown>; door?: unknown }

/** What the act means now; nothing where there is nothing to pick, or nobody to do it. */
export function requestOf(act: Act, state: State, { people: all }: World): Request | undefined {
  if (act.do === 'delete account') {
    const body = { userId: all[act.whom].id, reason: 'Asked for it' }
    return { who: 'olive', path: '/admin/remove-user', body }
  }
  if ('pick' in act && !('org' in act)) {
    // Mostly one that waits, sometimes one that was answered.
    const open = state.invitations.filter(({ status }) => status === 'pending')
    const invitation = at(act.pick < 4 ? open : state.invitations, act.pick)
    if (!invitation) return undefined
    const who = act.by === 'the recipient' ? nameOf(invitation.email) : actor(act.by, 'acme')
    const path = `/organization/${act.do}-invitation`
    return who && { who, path, body: { invitationId: invitation.id } }
  }
  const who = actor(act.by, act.org)
  if (!who) return undefined
  const organizationId = act.org
  const ask = (path: string, body: Record<string, unknown>): Request => ({
    who,
    path: `/organization/${path}`,
    body: { ...body, organizationId },
  })
  const memberOf = (person: Who) =>
    state.members.find(({ org, user }) => org === organizationId && user === all[person].id)?.id ??
    'none'
  const team = (pick: number) =>
    at(
      state.teams.filter(({ org }) => org === organizationId),
      pick,
    )?.id ?? 'none'
  switch (act.do) {
    case 'invite': {
      const teamId = act.team > 0 ? team(act.team - 1) : undefined
      return ask('invite-member', { email: all[act.whom].email, role: act.role, teamId })
    }
    case 'give role':
      return ask('update-member-role', { memberId: memberOf(act.whom), role: act.role })
    case 'transfer': {
      const body = { org: act.org, member: memberOf(act.whom) }
      return { who, path: 'transferOwnership', body, door: transferOwnership }
    }
    case 'remove':
      return ask('remove-member', { memberIdOrEmail: memberOf(act.whom) })
    case 'leave':
      return ask('leave', {})
    case 'make role':
      return ask('create-role', { role: act.role, permission: grants[act.grant] })
    case 'change role':
      return ask('update-role', { roleName: act.role, data: { permission: grants[act.grant] } })
    case 'rename role':
      return ask('update-role', { roleName: act.role, data: { roleName: act.to } })
    case 'delete role':
      return ask('delete-role', { roleName: act.role })
    case 'make team':
      return ask('create-team', { name: act.name })
    case 'remove team':
      return ask('remove-team', { teamId: team(act.pick) })
    case 'add to team':
    case 'take from team': {
      const path = act.do === 'add to team' ? 'add-team-member' : 'remove-team-member'
      return ask(path, { teamId: team(act.pick), userId: all[act.whom].id })
    }
  }

  function actor(by: By, org: Slug): Who | undefined {
    if (by !== 'an owner' && by !== 'the recipient') return by
    const owners = state.members.filter((each) => each.org === org && each.role === 'owner')
    return names.find((name) => owners.some(({ user }) => user === all[name].id))
  }
}

const nameOf = (email: string) => names.find((name) => people[name].email === email)
const at = <Item>(items: Item[], pick: number) => items[pick % Math.max(items.length, 1)]

/** Speaks as the person's browser would. */
export async function send({ who, path, body, door }: Request, world: World): Promise<number> {
  const { headers } = world.people[who]
  const { status } = await (door ? knock(door, body, headers) : callAuth(path, { body, headers }))
  return status
}
