import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization
/** What was recorded before the first act: how the tests set up their world. */
let setUp: unknown

beforeAll(async () => {
  ;[ada, bob, cleo, eve] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
  ])
  acme = await found('acme', ada, [{ person: cleo, role: 'member' }])
  const [last] = await asOwner(sql`select max(id) as id from audit_change`)
  setUp = last?.id
})

type Fields = Record<string, unknown>

/** One act through better-auth's own endpoint, which must succeed; what it answered. */
async function act(path: string, body: Fields, who = ada): Promise<Fields> {
  const { status, data } = await callAuth(`/organization/${path}`, { body, headers: who.headers })
  expect(data, path).not.toHaveProperty('code')
  expect(status, path).toBe(200)
  return data ?? {}
}

/** What was written since the last look: who, what, and what the line says. */
async function newLines(): Promise<Fields[]> {
  const rows = await asOwner(sql`
    select actor_name as who, action, details from audit where id > ${seen} order by id`)
  const [last] = await asOwner(sql`select coalesce(max(id), 0)::int as id from audit`)
  seen = Number(last?.id)
  return rows
}
let seen = 0

const memberOf = async (person: Person) => {
  const [row] = await asOwner(
    sql`select id from member where user_id = ${person.id} and organization_id = ${acme.id}`,
  )
  return String(row?.id)
}
const invited = async (person: Person) =>
  String(
    (await act('invite-member', { email: person.email, role: 'member', organizationId: acme.id }))
      .id,
  )

describe('one line says who did what', () => {
  beforeEach(async () => {
    await newLines()
  })

  test('when an organization is made, and when it is renamed', async () => {
    const { id } = await act('create', { name: 'Globex', slug: 'globex' }, eve)
    await act('update', { organizationId: id, data: { name: 'Globex & Co' } }, eve)
    const changed = { changed: ['name'], name: 'Globex & Co', slug: 'globex' }
    expect(await newLines()).toMatchObject([
      { who: 'Eve', action: 'organization.created', details: { name: 'Globex', slug: 'globex' } },
      { who: 'Eve', action: 'organization.updated', details: changed },
    ])
  })

  test('when somebody is invited, declines, is called back, and comes', async () => {
    const email = bob.email
    const declined = await invited(bob)
    await act('reject-invitation', { invitationId: declined }, bob)
    const cancelled = await invited(bob)
    await act('cancel-invitation', { invitationId: cancelled })
    const accepted = await invited(bob)
    await act('accept-invitation', { invitationId: accepted }, bob)
    const sent = (invitationId: string) => ({
      who: 'Ada',
      action: 'invitation.sent',
      details: { invitationId, email, role: 'member' },
    })
    const joined = { memberId: await memberOf(bob), role: 'member', by: 'invitation' }
    expect(await newLines()).toMatchObject([
      sent(declined),
      {
        who: 'Bob',
        action: 'invitation.declined',
        details: { invitationId: declined, email },
      },
      sent(cancelled),
      {
        who: 'Ada',
        action: 'invitation.cancelled',
        details: { invitationId: cancelled, email },
      },
      sent(accepted),
      { who: 'Bob', action: 'member.joined', details: joined },
    ])
  })

  test('when a role changes, when somebody is removed, and when somebody leaves', async () => {
    const [memberId, hers] = [await memberOf(bob), await memberOf(cleo)]
    const organizationId = acme.id
    await act('update-member-role', { memberId, role: 'admin', organizationId })
    await act('remove-member', { memberIdOrEmail: bob.email, organizationId })
    await act('leave', { organizationId }, cleo)
    await act('accept-invitation', { invitationId: await invited(cleo) }, cleo)
    const change = { memberId, name: 'Bob', from: 'member', to: 'admin' }
    expect(await newLines()).toMatchObject([
      { who: 'Ada', action: 'member.role_changed', details: change },
      { who: 'Ada', action: 'member.removed', details: { memberId, name: 'Bob' } },
      { who: 'Cleo', action: 'member.left', details: { memberId: hers } },
      { who: 'Ada', action: 'invitation.sent' },
      { who: 'Cleo', action: 'member.joined' },
    ])
  })

  test('when a team is made, renamed, joined, left and removed', async () => {
    const organizationId = acme.id
    const teamId = String((await act('create-team', { name: 'Design', organizationId })).id)
    await act('update-team', { teamId, data: { name: 'Studio', organizationId } })
    await act('add-team-member', { teamId, userId: cleo.id, organizationId })
    await act('remove-team-member', { teamId, userId: cleo.id, organizationId })
    await act('remove-team', { teamId, organizationId })
    const cleos = { teamId, team: 'Studio', userId: cleo.id, name: 'Cleo' }
    expect(await newLines()).toMatchObject([
      { who: 'Ada', action: 'team.created', details: { teamId, name: 'Design' } },
      { who: 'Ada', action: 'team.renamed', details: { teamId, name: 'Studio' } },
      { who: 'Ada', action: 'team.member_added', details: cleos },
      { who: 'Ada', action: 'team.member_removed', details: cleos },
      { who: 'Ada', action: 'team.removed', details: { teamId, name: 'Studio' } },
    ])
  })

  test('when a role is made, changed and removed', async () => {
    const organizationId = acme.id
    const [one, two] = [{ project: ['read'] }, { project: ['read', 'create'] }]
    await act('create-role', { role: 'guest', permission: one, organizationId })
    await act('update-role', { roleName: 'guest', data: { permission: two }, organizationId })
    await act('delete-role', { roleName: 'guest', organizationId })
    expect(await newLines()).toMatchObject([
      { who: 'Ada', action: 'role.created', details: { role: 'guest', permission: one } },
      { who: 'Ada', action: 'role.updated', details: { role: 'guest', permission: two } },
      { who: 'Ada', action: 'role.removed', details: { role: 'guest' } },
    ])
  })

  test('with the number of the request, by which the log is searched', async () => {
    await act('create-team', { name: 'Sales', organizationId: acme.id })
    const [row] = await asOwner(sql`select request_id from audit order by id desc limit 1`)
    expect(row?.request_id).toMatch(/\w{8}/)
  })
})

describe('the line and the change', () => {
  const state = () =>
    asOwner(sql`select
      (select json_agg(t order by id) from (select id, role from member) t) as members,
      (select json_agg(t order by id) from (select id, name from team) t) as teams,
      (select json_agg(t order by id) from (select id, status from invitation) t) as invitations,
      (select count(*)::int from audit) as lines, (select count(*)::int from audit_change) as changes`)

  test('are both absent after an act that was refused', async () => {
    const before = await state()
    const organizationId = acme.id
    const memberId = await memberOf(ada)
    for (const [path, body, who] of [
      ['leave', { organizationId }, ada],
      ['update-member-role', { memberId, role: 'member', organizationId }, ada],
      ['remove-member', { memberIdOrEmail: ada.email, organizationId }, cleo],
      ['invite-member', { email: 'x@acme.test', role: 'member', organizationId }, cleo],
      ['create-team', { name: 'Theirs', organizationId }, eve],
      ['accept-invitation', { invitationId: 'nothing' }, eve],
    ] as const) {
      const { status } = await callAuth(`/organization/${path}`, { body, headers: who.headers })
      expect(status, path).toBeGreaterThanOrEqual(400)
    }
    expect(await state()).toEqual(before)
  })

  test('are both absent when the line cannot be written', async () => {
    const before = await state()
    await asOwner(sql`revoke insert on audit from tenant`)
    const body = { name: 'Unwritten', organizationId: acme.id }
    const { status } = await callAuth('/organization/create-team', { body, headers: ada.headers })
    await asOwner(sql`grant insert on audit to tenant`)
    expect(status).toBe(500)
    expect(await state()).toEqual(before)
  })

  test('are of one transaction: no recorded change is without its line', async () => {
    // Of one transaction, now() is one moment.
    const unexplained = await asOwner(sql`
      select noun, change from audit_change c where id > ${setUp}
        and not exists (select from audit a where a.organization_id = c.organization_id and a.at = c.at)`)
    expect(unexplained).toEqual([])
    const [{ explained } = {}] = await asOwner(sql`
      select array_agg(distinct noun || ' ' || change order by noun || ' ' || change) as explained
      from audit_change c join audit a using (organization_id, at)`)
    expect(explained).toEqual([
      'invitation insert',
      'invitation update',
      'member delete',
      'member insert',
      'member update',
      'organization_role delete',
      'organization_role insert',
      'organization_role update',
      'team delete',
      'team insert',
      'team update',
      'team_member delete',
      'team_member insert',
    ])
  })

  test('stand apart where nobody acted through the product: such a change is found', async () => {
    await asOwner(sql`update member set role = 'admin' where id = ${await memberOf(cleo)}`)
    const found = await asOwner(sql`
      select noun, change from audit_change c where id > ${setUp}
        and not exists (select from audit a where a.organization_id = c.organization_id and a.at = c.at)`)
    expect(found).toEqual([{ noun: 'member', change: 'update' }])
  })
})
