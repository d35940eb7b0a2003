import { expect, test } from 'vitest'
import { brokenLaws, brokenTrail } from './laws'
import { lead, type State } from './world'

/** Ada owns Acme, Cleo leads; Eve owns Globex. */
const whole = (): State => ({
  people: [{ id: 'ada' }, { id: 'cleo' }, { id: 'eve' }],
  halved: [],
  members: [
    { id: 'a', org: 'acme', user: 'ada', role: 'owner' },
    { id: 'c', org: 'acme', user: 'cleo', role: 'lead' },
    { id: 'e', org: 'globex', user: 'eve', role: 'owner' },
  ],
  roles: [{ id: 'r', org: 'acme', role: 'lead', permission: JSON.stringify(lead) }],
  teams: [{ id: 't', org: 'acme', name: 'Design', count: 1 }],
  teamMembers: [{ team: 't', org: 'acme', user: 'cleo' }],
  invitations: [],
  lines: [],
  unexplained: [],
})
const many = (count: number) => Array.from({ length: count }, (_, at) => String(at))
const ada = { id: 'a', org: 'acme', user: 'ada', role: 'owner' } as const
const cleo = { id: 'c', org: 'acme', user: 'cleo', role: 'lead' } as const
const eve = { id: 'e', org: 'globex', user: 'eve', role: 'owner' } as const

test('a world in order breaks no law', () => {
  expect([...brokenLaws(whole(), 0), ...brokenTrail(whole(), whole())]).toEqual([])
})

test.each<[string, Partial<State>]>([
  ['acme has no owner', { members: [{ ...ada, role: 'admin' }, cleo, eve] }],
  ['acme has somebody twice', { members: [ada, cleo, { ...cleo, id: 'd' }, eve] }],
  ['acme has a membership of two roles', { members: [ada, { ...cleo, role: 'lead,admin' }, eve] }],
  [
    'acme has somebody in the role chief, which does not exist',
    { members: [ada, { ...cleo, role: 'chief' }, eve] },
  ],
  [
    'globex has 11 members',
    { members: [ada, cleo, eve, ...many(10).map((id) => ({ ...eve, id, user: id }))] },
  ],
  [
    'acme has 4 teams',
    {
      teams: [
        { id: 't', org: 'acme', name: 'Design', count: 1 },
        ...many(3).map((id) => ({ id, org: 'acme' as const, name: id, count: 0 })),
      ],
    },
  ],
  ['acme has somebody in team t who is no member', { members: [ada, eve] }],
  ['acme counts 1 people in the team Design', { teamMembers: [] }],
  ['Ada has lost the account and is still here', { halved: [{ name: 'Ada' }] }],
  [
    'acme has a change without a line: member update',
    { unexplained: [{ org: 'acme', noun: 'member', change: 'update' }] },
  ],
])('the laws see: %s', (complaint, change) => {
  expect(brokenLaws({ ...whole(), ...change }, 0)).toEqual([complaint])
})

test.each<[string, Partial<State>]>([
  [
    'role.created by somebody in the role lead who had no project:delete',
    {
      lines: [
        {
          org: 'acme',
          actor: 'cleo',
          action: 'role.created',
          details: { role: 'chief', permission: { project: ['read', 'delete'] } },
        },
      ],
    },
  ],
  [
    'invitation.sent by somebody in the role undefined who had no',
    {
      lines: [
        { org: 'acme', actor: 'eve', action: 'invitation.sent', details: { role: 'member' } },
      ],
    },
  ],
  ['the lines say', { members: [ada, { ...cleo, role: 'admin' }, eve] }],
])('the trail shows: %s', (complaint, change) => {
  expect(brokenTrail(whole(), { ...whole(), ...change })).toEqual([
    expect.stringContaining(complaint),
  ])
})
