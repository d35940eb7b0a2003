import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createJoinLink, joinByDomain, joinByLink } from '~/features/members/joining.functions'
import { setTitle } from '~/features/members/members.functions'
import {
  restoreOrganization,
  suspendOrganization,
} from '~/features/operator/organizations.functions'
import { getMembership } from '~/features/organizations/organizations.functions'
import * as projects from '~/features/projects/projects.functions'
import { removeLogo } from '~/features/settings/settings.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person, bob: Person, cleo: Person, eve: Person, olive: Person
let acme: Organization

beforeAll(async () => {
  ada = await arrive('ada')
  bob = await arrive('bob')
  cleo = await arrive('cleo')
  eve = await arrive('eve')
  olive = await arrive('olive')
})

beforeEach(async () => {
  await asOwner(sql`delete from organization`)
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})

const told = 'We could not reach anybody at this company.'
const reason = 'Letters come back'

const suspend = (more: object = {}, { headers } = olive) =>
  knock(suspendOrganization, { organizationId: acme.id, told, reason, ...more }, headers)
const restore = () =>
  knock(restoreOrganization, { organizationId: acme.id, reason: 'They wrote' }, olive.headers)

const as = ({ headers }: Person) => ({
  door: (door: unknown, data: object = {}) => knock(door, { org: 'acme', ...data }, headers),
  call: (act: string, body: object) =>
    callAuth(`/organization/${act}`, { body: { organizationId: acme.id, ...body }, headers }),
})

const lines = () =>
  asOwner(sql`select action, actor_name as who, actor_role as role, details from audit
    where organization_id = ${acme.id} and action like 'organization.%' and action <> 'organization.created' order by id`)

const stopped = { error: { code: 'forbidden', sentence: expect.stringContaining(told) } }
const refused = { status: 403, data: { message: expect.stringContaining(told) } }

test('of a suspended organization everybody reads everything, owners too, and nobody changes anything', async () => {
  expect(await suspend()).toMatchObject({ status: 200 })
  for (const person of [ada, bob, cleo]) {
    expect(await as(person).door(projects.listProjects)).toMatchObject({ result: { all: 0 } })
    expect(await as(person).door(projects.createProject, { name: 'Atlas' })).toMatchObject(stopped)
    expect(await as(person).door(setTitle, { title: 'Chief' })).toMatchObject(stopped)
  }
  expect(await as(ada).door(removeLogo)).toMatchObject(stopped)
  const acts: [string, object][] = [
    ['invite-member', { email: 'new@acme.test', role: 'member' }],
    ['update', { data: { name: 'Acme Ltd' } }],
    ['create-team', { name: 'Design' }],
    ['create-role', { role: 'helper', permission: { project: ['read'] } }],
    ['remove-member', { memberIdOrEmail: cleo.email }],
    ['update-member-role', { memberId: 'none', role: 'admin' }],
    ['delete', {}],
  ]
  for (const [act, body] of acts) expect(await as(ada).call(act, body)).toMatchObject(refused)
  const query = { organizationId: acme.id }
  expect(
    await callAuth('/organization/list-members', { query, headers: ada.headers }),
  ).toMatchObject({ status: 200 })
})

test('its members are told why, and that they read only', async () => {
  await suspend()
  expect(await as(ada).door(getMembership)).toMatchObject({
    result: { suspended: told, readOnly: true, role: 'owner' },
  })
})

test('its owner still looks after the bill, and whoever wants to leave may', async () => {
  await suspend()
  const body = { customerType: 'organization', referenceId: acme.id, plan: 'team' }
  const bought = await callAuth('/subscription/upgrade', { body, headers: ada.headers })
  // Nobody answers at Stripe's here: it was asked, not refused.
  expect(bought.data?.message ?? '').not.toContain(told)
  expect(bought.status).not.toBe(403)
  expect(await as(cleo).call('leave', {})).toMatchObject({ status: 200 })
})

test('nobody joins it meanwhile: by no invitation, no link and no address', async () => {
  const invited = await as(ada).call('invite-member', { email: eve.email, role: 'member' })
  const link = await as(ada).door(createJoinLink, {
    role: 'member',
    teamId: '',
    uses: 5,
    days: 7,
  })
  const token = String(Object(link.result).url).split('/').at(-1)
  await asOwner(sql`insert into email_domain (id, organization_id, domain, verified)
    values ('shown', ${acme.id}, ${eve.email.split('@')[1]}, true)`)
  await suspend()
  const shut = /suspended, and lets nobody in/
  expect(
    await callAuth('/organization/accept-invitation', {
      body: { invitationId: invited.data?.id },
      headers: eve.headers,
    }),
  ).toMatchObject({ status: 403, data: { message: expect.stringMatching(shut) } })
  expect(await knock(joinByLink, { token }, eve.headers)).toMatchObject({
    error: { sentence: expect.stringMatching(shut) },
  })
  expect(await knock(joinByDomain, { organizationId: acme.id }, eve.headers)).toMatchObject({
    error: { sentence: expect.stringMatching(shut) },
  })
  await restore()
  expect(await knock(joinByLink, { token }, eve.headers)).toMatchObject({ status: 200 })
})

test('restored, it is as it was; both stand in its own log with their reasons, in the operator’s name', async () => {
  await suspend()
  expect(await restore()).toMatchObject({ status: 200 })
  expect(await as(cleo).door(projects.createProject, { name: 'Atlas' })).toMatchObject({
    status: 200,
  })
  expect(await as(ada).door(getMembership)).toMatchObject({
    result: { suspended: null, readOnly: false },
  })
  expect(await lines()).toEqual([
    {
      action: 'organization.suspended',
      who: olive.name,
      role: 'operator',
      details: { told, reason },
    },
    {
      action: 'organization.restored',
      who: olive.name,
      role: 'operator',
      details: { reason: 'They wrote' },
    },
  ])
})

test('of two operators at once one suspends it, and the other is told; nothing is done twice', async () => {
  const answers = await Promise.all([suspend(), suspend()])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await lines()).toHaveLength(1)
  await restore()
  expect(await restore()).toMatchObject({
    error: { code: 'conflict', sentence: 'This organization is not suspended any more.' },
  })
})

test('it asks for a sentence and a reason, and an organization that is gone is said to be', async () => {
  expect(await suspend({ told: ' ' })).toMatchObject({
    error: { code: 'invalid', fields: { told: 'Say what members are told.' } },
  })
  expect(await suspend({ reason: '' })).toMatchObject({ error: { code: 'invalid' } })
  expect(await suspend({ organizationId: 'gone' })).toMatchObject({
    error: { code: 'not_found', sentence: 'This organization is not there any more.' },
  })
})

test('nobody suspends their own or anybody’s organization who is no operator', async () => {
  for (const person of [ada, eve]) {
    expect(await suspend({}, person)).toMatchObject({ error: { code: 'not_found' } })
  }
  await asOwner(sql`update "user" set role = 'support' where id = ${eve.id}`)
  expect(await suspend({}, eve)).toMatchObject({ error: { code: 'forbidden' } })
  await asOwner(sql`update "user" set role = 'user' where id = ${eve.id}`)
})
