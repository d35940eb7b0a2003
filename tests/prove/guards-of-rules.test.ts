import '../support/setup'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, test, vi } from 'vitest'
import type { World } from '../properties/world'
import type { Who } from '../support/people'
import { type Guard, killAll, type Met } from './killed'

/** The rule that says nothing for the moment, by its function's name. */
const silent = vi.hoisted(() => ({ rule: '' }))

// Here, and beside in guards-of-doors, our own code is replaced: a rule is silenced, or answers yes.
const silenceable = vi.hoisted(
  () =>
    async (
      load: () => Promise<Record<string, unknown>>,
      answers: Record<string, (...given: unknown[]) => unknown> = {},
    ) =>
      Object.fromEntries(
        Object.entries(await load()).map(([name, value]) => {
          if (typeof value !== 'function') return [name, value]
          const answer = (...given: unknown[]) =>
            silent.rule === name ? answers[name]?.(...given) : value(...given)
          return [name, answer]
        }),
      ),
)
vi.mock('~/billing/entitlements.server', silenceable)
vi.mock('~/billing/over-limit.server', silenceable)
vi.mock('~/auth/organizations/role-rules.server', silenceable)
vi.mock('~/auth/organizations/own-roles.server', silenceable)
vi.mock('~/auth/organizations/team-rules.server', silenceable)
vi.mock('~/auth/organizations/invitation-rules.server', silenceable)
vi.mock('~/auth/organizations/audit-lines.server', silenceable)
vi.mock('~/auth/permissions', (load) => silenceable(load, { may: () => true }))
// better-auth itself would go on with the organization that the session believes to be active.
vi.mock('~/auth/organizations/organization-named.server', (load) =>
  silenceable(load, { organizationNamed: async () => 'acme' }),
)

// What is loaded beside a replaced module is loaded at once: the product must wait for its environment.
const load = async () => ({
  ...(await import('../properties/world')),
  ...(await import('../support/database')),
  ...(await import('../support/knock')),
  ...(await import('~/features/projects/projects.functions')),
})
let world: World
let at: Awaited<ReturnType<typeof load>>
beforeAll(async () => {
  at = await load()
  world = await at.openWorld()
})
afterAll(() => world.end())

/** What a rule keeps from happening: how the world is set up for it, and the act. */
type Attack = {
  rule: string
  what: string
  before?: () => Promise<unknown>
  act: () => Promise<Met>
}

const guardOf = ({ rule, what, before, act }: Attack): Guard => {
  const tryIt = async (off: string): Promise<Met> => {
    await world.reset()
    await before?.()
    silent.rule = off
    const met = await act()
    silent.rule = ''
    return met
  }
  return { name: `${rule}: ${what}`, standing: () => tryIt(''), gone: () => tryIt(rule) }
}

const met = (status: number): Met => {
  if (status === 200) return 1
  return status < 500 ? 'refused' : `broke: ${status}`
}
const post = async (
  who: Who,
  path: string,
  body: object,
  organizationId: string | null = 'acme',
) => {
  const headers = world.people[who].headers
  const all = organizationId ? { ...body, organizationId } : body
  return at.callAuth(`/organization/${path}`, { body: all, headers })
}
const does = async (...call: Parameters<typeof post>) => met((await post(...call)).status)
const invite = (who: Who, email: string, role: string) =>
  post(who, 'invite-member', { email, role })
const idOf = (person: Who) => `acme ${world.people[person].id}`
const owner = (text: ReturnType<typeof sql>) => at.asOwner(text)

/** Two more who do nothing: ten members in all, the plan's last places. */
const full = () =>
  owner(sql`with more as (insert into "user" (id, name, email)
      select 'more-' || n, 'Quiet', 'more-' || n || '@atrium.test' from generate_series(1, 2) n returning id)
    insert into member (id, organization_id, user_id, created_at) select id, 'acme', id, now() from more`)
const role = (name: string, permission: object) =>
  owner(sql`insert into organization_role (id, organization_id, role, permission)
    values (${name}, 'acme', ${name}, ${JSON.stringify(permission)})
    on conflict (organization_id, role) do update set permission = excluded.permission`)
const teams = (many: number) =>
  owner(sql`insert into team (id, name, organization_id, created_at)
    select 'team ' || n, 'Team ' || n, 'acme', now() from generate_series(1, ${many}) n`)
const hold = (who: Who, held: string) =>
  owner(sql`insert into member (id, organization_id, user_id, role, created_at)
    values (${idOf(who)}, 'acme', ${world.people[who].id}, ${held}, now())
    on conflict (organization_id, user_id) do update set role = excluded.role`)

let letter = ''
const invited = async (who: Who, by: Who = 'ada') => {
  const { data } = await invite(by, world.people[who].email, 'member')
  letter = String(data?.id)
}
const accept = (who: Who) => does(who, 'accept-invitation', { invitationId: letter }, null)

const attacks = (): Attack[] => [
  {
    rule: 'withinLimit',
    what: 'an eleventh member is invited',
    before: full,
    act: async () => met((await invite('ada', world.people.eve.email, 'member')).status),
  },
  {
    rule: 'withinLimit',
    what: 'an eleventh member accepts',
    before: async () => {
      await invited('eve')
      await full()
    },
    act: () => accept('eve'),
  },
  {
    rule: 'withinLimit',
    what: 'a fourth team is made',
    before: () => teams(2),
    act: () => does('ada', 'create-team', { name: 'One more' }),
  },
  {
    rule: 'withinLimit',
    what: 'a twenty-sixth project is made',
    before: () =>
      owner(sql`insert into project (id, organization_id, name)
        select 'p' || n, 'acme', 'Project ' || n from generate_series(1, 25) n`),
    act: async () => {
      const input = { org: 'acme', name: 'One more' }
      return met((await at.knock(at.createProject, input, world.people.ada.headers)).status)
    },
  },
  {
    rule: 'keepsPlace',
    what: 'a team is renamed that the plan has no place for',
    before: () => teams(3),
    act: () => {
      const data = { name: 'Another', organizationId: 'acme' }
      return does('ada', 'update-team', { teamId: 'team 3', data }, null)
    },
  },
  {
    rule: 'keepsPlace',
    what: 'a project is renamed that the plan has no place for',
    before: () =>
      owner(sql`insert into project (id, organization_id, name, created_at)
        select 'p' || n, 'acme', 'Project ' || n, now() + n * interval '1 second' from generate_series(1, 26) n`),
    act: async () => {
      const input = { org: 'acme', id: 'p26', name: 'Another' }
      return met((await at.knock(at.updateProject, input, world.people.ada.headers)).status)
    },
  },
  {
    rule: 'beyondMine',
    what: 'a lead invites an admin',
    act: async () => met((await invite('cleo', world.people.eve.email, 'admin')).status),
  },
  {
    rule: 'beyondMine',
    what: 'a lead becomes admin by their own hand',
    act: () => does('cleo', 'update-member-role', { memberId: idOf('cleo'), role: 'admin' }),
  },
  {
    rule: 'asMuchAs',
    what: 'a lead makes an admin a lead',
    act: () => does('cleo', 'update-member-role', { memberId: idOf('bob'), role: 'lead' }),
  },
  {
    rule: 'asMuchAs',
    what: 'somebody who may only remove removes an admin',
    before: () => role('lead', { member: ['read', 'delete'] }),
    act: () => does('cleo', 'remove-member', { memberIdOrEmail: world.people.bob.email }),
  },
  {
    rule: 'checkNewRole',
    what: 'one role is named like two',
    act: () =>
      does('ada', 'create-role', { role: 'guest,owner', permission: { project: ['read'] } }),
  },
  {
    rule: 'checkChangedRole',
    what: 'a lead takes away from a role that is more than theirs',
    before: () => role('chief', { project: ['read', 'delete'] }),
    act: () =>
      does('cleo', 'update-role', {
        roleName: 'chief',
        data: { permission: { project: ['read'] } },
      }),
  },
  {
    rule: 'checkRemovedRole',
    what: 'a role is removed that an invitation promises',
    before: async () => {
      await role('helper', { project: ['read'] })
      await invite('ada', world.people.eve.email, 'helper')
    },
    act: () => does('ada', 'delete-role', { roleName: 'helper' }),
  },
  {
    rule: 'freeTeamName',
    what: 'two teams have one name',
    act: () => does('ada', 'create-team', { name: 'GENERAL' }),
  },
  {
    rule: 'personOfTeam',
    what: 'somebody who may change no team adds a person to one',
    before: () => role('lead', { member: ['read', 'update'] }),
    act: () =>
      does('cleo', 'add-team-member', {
        teamId: 'acme-general',
        userId: world.people.bob.id,
      }),
  },
  {
    rule: 'stillInvited',
    what: 'a removed admin’s letter lets somebody in',
    before: async () => {
      await invited('eve', 'bob')
      await post('ada', 'remove-member', { memberIdOrEmail: world.people.bob.email })
    },
    act: () => accept('eve'),
  },
  ...(['list-invitations', 'get-full-organization', 'list-members', 'list-teams'] as const).map(
    (path): Attack => ({
      rule: 'may',
      what: `somebody without permission calls ${path}`,
      before: async () => {
        await role('nothing', {})
        await hold('eve', 'nothing')
      },
      act: async () => {
        const headers = world.people.eve.headers
        const query = { organizationId: 'acme' }
        return met((await at.callAuth(`/organization/${path}`, { query, headers })).status)
      },
    }),
  ),
  {
    rule: 'organizationNamed',
    what: 'a call leaves the organization to the session',
    before: () => post('ada', 'set-active', {}),
    act: () => does('ada', 'create-team', { name: 'Somewhere' }, null),
  },
  {
    rule: 'writeDown',
    what: 'an act leaves no line',
    act: async () => {
      await post('ada', 'create-team', { name: 'Unwritten' })
      return (await world.look()).unexplained.length
    },
  },
]

test('each rule that better-auth is given keeps something from happening that happens without it', async () => {
  await killAll('Rules', attacks().map(guardOf))
})
