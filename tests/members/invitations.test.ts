import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answered } from '~/auth/answered'
import {
  clearExpiredInvitations,
  getInvitation,
  listMembers,
  listWaysIn,
} from '~/features/members/members.functions'
import { listMyInvitations } from '~/features/organizations/organizations.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, found, type Organization, type Person } from '../support/people'
import { crowd } from './crowd'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization

beforeAll(async () => {
  ;[ada, bob, cleo, eve] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
  ])
})

beforeEach(async () => {
  await asOwner(sql`truncate organization cascade`)
  await asOwner(sql`delete from jobs.job`)
  await asOwner(sql`update "user" set email_verified = true`)
  acme = await found('acme', ada, [{ person: cleo, role: 'member' }])
})

const invite = (email: string, { by = ada, role = 'member', ...more }: Asked = {}) =>
  callAuth('/organization/invite-member', {
    body: { email, role, organizationId: acme.id, ...more },
    headers: by.headers,
  })
type Asked = { by?: Person; role?: string; resend?: boolean; teamId?: unknown }
const answer = (act: 'accept' | 'reject' | 'cancel', invitationId: unknown, by: Person) =>
  callAuth(`/organization/${act}-invitation`, { body: { invitationId }, headers: by.headers })
const idOf = (data: Record<string, unknown> | null) => String(data?.id)
const expire = (ago = '1 minute') =>
  asOwner(sql`update invitation set expires_at = now() at time zone 'utc' - ${ago}::interval`)
const waysIn = async (by = ada) =>
  Object((await knock(listWaysIn, { org: 'acme' }, by.headers)).result)

test('a colleague who is invited gets a letter, accepts, and stands in the table with the role', async () => {
  const { status, data } = await invite(bob.email, { role: 'admin' })
  expect(status).toBe(200)
  const id = idOf(data)
  expect(await lettersTo(bob.email)).toMatchObject([
    { letter: 'invitation', props: { organization: 'Acme', inviter: 'Ada', role: 'admin' } },
  ])
  const mine = await knock(listMyInvitations, undefined, bob.headers)
  expect(mine.result).toMatchObject([{ id, organization: 'Acme', inviter: 'Ada' }])

  expect((await answer('accept', id, bob)).status).toBe(200)
  const { result } = await knock(listMembers, { org: 'acme' }, ada.headers)
  expect(result).toMatchObject({
    members: [
      { name: 'Ada', role: 'owner' },
      { name: 'Cleo', role: 'member' },
      { name: 'Bob', role: 'admin' },
    ],
  })
})

test('when the letter cannot be stored there is no invitation either', async () => {
  await asOwner(sql`revoke insert on all tables in schema jobs from app`)
  const { status } = await invite(bob.email)
  await asOwner(sql`grant insert on all tables in schema jobs to app`)
  expect(status).toBeGreaterThanOrEqual(500)
  expect(await asOwner(sql`select 1 from invitation`)).toEqual([])
  expect((await invite(bob.email)).status).toBe(200)
})

test('an invitation that is refused leaves nothing behind', async () => {
  await invite(bob.email)
  const again = await invite(bob.email)
  expect(again.data).toMatchObject({ code: 'USER_IS_ALREADY_INVITED_TO_THIS_ORGANIZATION' })
  expect(await lettersTo(bob.email)).toHaveLength(1)
  expect(await asOwner(sql`select 1 from invitation`)).toHaveLength(1)
})

test('the letter can be sent again, for the same invitation', async () => {
  const first = await invite(bob.email)
  const second = await invite(bob.email, { resend: true })
  expect(idOf(second.data)).toBe(idOf(first.data))
  expect(await lettersTo(bob.email)).toHaveLength(2)
})

test('an invitation names teams, and whoever accepts is in all of them', async () => {
  const organizationId = acme.id
  const made = await callAuth('/organization/create-team', {
    body: { name: 'Design', organizationId },
    headers: ada.headers,
  })
  const [general] = await asOwner(sql`select id from team where name = 'General'`)
  const teamId = [idOf(made.data), String(general?.id)]
  const invited = await invite(bob.email, { teamId })
  expect(invited.status, JSON.stringify(invited.data)).toBe(200)
  const id = idOf(invited.data)
  const { result } = await knock(getInvitation, { id })
  expect(result).toMatchObject({ teams: [{ name: 'Design' }, { name: 'General' }] })
  expect(await waysIn()).toMatchObject({ invitations: [{ teams: [{ name: 'Design' }, {}] }] })
  expect((await answer('accept', id, bob)).status).toBe(200)
  const teams = sql`select team_id from team_member where user_id = ${bob.id}`
  expect((await asOwner(teams)).map((row) => row.team_id).sort()).toEqual(teamId.sort())
})

test('what has not been answered is listed with who asked, and cleared when it has expired', async () => {
  await invite(bob.email, { role: 'admin' })
  await expire()
  await invite(eve.email)
  expect(await waysIn()).toMatchObject({
    expired: 1,
    invitations: [
      { email: eve.email, role: 'member', inviter: 'Ada', expired: false, orphaned: false },
      { email: bob.email, role: 'admin', inviter: 'Ada', expired: true },
    ],
  })
  const clear = (by: Person) => knock(clearExpiredInvitations, { org: 'acme' }, by.headers)
  expect((await clear(cleo)).status).toBe(403)
  expect((await clear(ada)).result).toBe(1)
  expect((await clear(ada)).result).toBe(0)
  expect(await waysIn()).toMatchObject({ expired: 0, invitations: [{ email: eve.email }] })
  const lines = sql`select details from audit where action = 'invitations.purged'`
  expect(await asOwner(lines)).toEqual([{ details: { count: 1 } }])
})

test('a new invitation takes the place of an expired one, and sweeps what expired a month ago', async () => {
  await invite(eve.email)
  await expire('31 days')
  await invite(bob.email)
  expect((await waysIn()).invitations).toHaveLength(1)
  await expire()
  const again = await invite(bob.email, { resend: true })
  expect(again.status).toBe(200)
  expect((await waysIn()).invitations).toMatchObject([{ id: idOf(again.data), expired: false }])
})

test('ninety invitations may be open at once, however many have expired', async () => {
  const fill = (count: number, until: string) =>
    asOwner(sql`insert into invitation (id, organization_id, email, role, status, expires_at, inviter_id)
      select gen_random_uuid(), ${acme.id}, n || ${until} || '@crowd.test', 'member', 'pending',
        now() at time zone 'utc' + ${until}::interval, ${ada.id} from generate_series(1, ${count}::int) n`)
  await fill(120, '-1 day')
  await fill(89, '1 day')
  expect((await invite(bob.email)).status).toBe(200)
  expect(refusalOf(await invite(eve.email))).toBe(
    'There are too many open invitations. Cancel some, or wait until they are answered.',
  )
  expect((await invite(bob.email, { resend: true })).status).toBe(200)
})

describe('who may', () => {
  test('a member may neither invite nor see who is invited', async () => {
    expect((await invite(bob.email, { by: cleo })).status).toBe(403)
    expect((await knock(listWaysIn, { org: 'acme' }, cleo.headers)).status).toBe(403)
  })

  test('an admin invites, but makes nobody an owner', async () => {
    const { data } = await invite(bob.email, { role: 'admin' })
    await answer('accept', idOf(data), bob)
    expect((await invite(eve.email, { by: bob, role: 'owner' })).status).toBe(403)
    expect((await invite(eve.email, { by: bob })).status).toBe(200)
  })

  test('a stranger to the organization is refused as for one that does not exist', async () => {
    const foreign = await invite(bob.email, { by: eve })
    const missing = await callAuth('/organization/invite-member', {
      body: { email: bob.email, role: 'member', organizationId: 'nothing' },
      headers: eve.headers,
    })
    expect([foreign.status, foreign.data]).toEqual([missing.status, missing.data])
  })
})

describe('an invitation', () => {
  const stateFor = async (id: string, reader?: Person) =>
    (await knock(getInvitation, { id }, reader?.headers)).result
  const pageFor = async (id: string, reader?: Person) =>
    (await visit(`/invitation/${id}`, reader?.headers)).text()

  test('tells whoever holds its link who invites, where to, and how they stand to it', async () => {
    const id = idOf((await invite(bob.email)).data)
    const common = { state: 'open', organization: 'Acme', inviter: 'Ada', email: bob.email }
    expect(await stateFor(id)).toMatchObject({ ...common, reader: null })
    expect(await stateFor(id, bob)).toMatchObject({ ...common, reader: { isRecipient: true } })
    expect(await stateFor(id, eve)).toMatchObject({ ...common, reader: { isRecipient: false } })
    expect(await pageFor(id)).toContain('Create an account')
    expect(await pageFor(id, bob)).toContain('Accept and join')
    expect(await pageFor(id, eve)).toContain('This invitation is for another address')
  })

  test.each(['nothing', 'x'.repeat(64), "' or 1=1 --"])(
    'that never was (%s) is not found',
    async (id) => {
      const { status, error } = await knock(getInvitation, { id })
      expect(status).toBe(404)
      expect(error).toMatchObject({ code: 'not_found' })
    },
  )

  test('cannot be accepted by somebody else, nor without confirming the address', async () => {
    const id = idOf((await invite(bob.email)).data)
    expect((await answer('accept', id, eve)).status).toBe(403)
    await asOwner(sql`update "user" set email_verified = false where id = ${bob.id}`)
    const unproven = await answer('accept', id, bob)
    expect(unproven.data).toMatchObject({
      code: 'EMAIL_VERIFICATION_REQUIRED_BEFORE_ACCEPTING_OR_REJECTING_INVITATION',
    })
    expect(
      await asOwner(sql`select 1 from member where user_id in (${bob.id}, ${eve.id})`),
    ).toEqual([])
  })

  test('tells a reader without a confirmed address to confirm it, by a letter that leads back', async () => {
    const id = idOf((await invite(bob.email)).data)
    await asOwner(sql`update "user" set email_verified = false where id = ${bob.id}`)
    const page = await pageFor(id, bob)
    expect(page).toContain('Confirm your address first')
    expect(page).toContain('Send the letter again')
    await callAuth('/send-verification-email', {
      body: { email: bob.email, callbackURL: `/invitation/${id}` },
      headers: bob.headers,
    })
    const [letter] = (await lettersTo(bob.email)).slice(-1)
    const url = new URL(letter?.props.url ?? '')
    expect(url.searchParams.get('redirect')).toBe(`/invitation/${id}`)
  })

  test('makes one member, also when it is accepted ten times at once', async () => {
    const id = idOf((await invite(bob.email)).data)
    const answers = await Promise.all(Array.from({ length: 10 }, () => answer('accept', id, bob)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await asOwner(sql`select 1 from member where user_id = ${bob.id}`)).toHaveLength(1)
    expect((await answer('accept', id, bob)).status).toBe(400)
    expect(await stateFor(id, bob)).toMatchObject({ state: 'accepted' })
  })

  test('that has expired, was called back or declined says so and opens nothing', async () => {
    const expired = idOf((await invite(bob.email)).data)
    await expire()
    expect(await stateFor(expired, bob)).toMatchObject({ state: 'expired' })
    expect(await pageFor(expired, bob)).toContain('This invitation has expired.')
    expect((await answer('accept', expired, bob)).status).toBe(400)

    const cancelled = idOf((await invite(bob.email)).data)
    expect((await answer('cancel', cancelled, ada)).status).toBe(200)
    expect(await stateFor(cancelled, bob)).toMatchObject({ state: 'cancelled' })
    expect(await pageFor(cancelled, bob)).toContain('This invitation was called back.')
    expect((await answer('accept', cancelled, bob)).status).toBe(400)

    const declined = idOf((await invite(bob.email)).data)
    expect((await answer('reject', declined, bob)).status).toBe(200)
    expect(await stateFor(declined, bob)).toMatchObject({ state: 'declined' })
    expect(await pageFor(declined, bob)).toContain('This invitation was declined.')
    expect(await asOwner(sql`select 1 from member where user_id = ${bob.id}`)).toEqual([])
  })

  test('by somebody who has left since opens nothing, and says so to both sides', async () => {
    const admin = idOf((await invite(bob.email, { role: 'admin' })).data)
    await answer('accept', admin, bob)
    const id = idOf((await invite(eve.email, { by: bob, role: 'admin' })).data)
    const leave = { body: { organizationId: acme.id }, headers: bob.headers }
    expect((await callAuth('/organization/leave', leave)).status).toBe(200)
    expect(await stateFor(id, eve)).toMatchObject({ state: 'orphaned' })
    expect(refusalOf(await answer('accept', id, eve))).toBe(
      'The person who invited you has left the organization. Ask for a new invitation.',
    )
    expect((await waysIn()).invitations).toMatchObject([{ email: eve.email, orphaned: true }])
  })

  test('is of no use to whoever is a member already, and makes them no second one', async () => {
    const id = idOf((await invite(bob.email)).data)
    await asOwner(sql`insert into member (id, organization_id, user_id, role, created_at)
      values ('bobs', ${acme.id}, ${bob.id}, 'member', now())`)
    expect(refusalOf(await answer('accept', id, bob))).toBe(
      'You are a member of this organization already.',
    )
    expect(await pageFor(id, bob)).toContain('already.')
  })
})

test('fifty invitations accepted at once fill the plan and no more, and the others stay open', async () => {
  const people = await crowd(50)
  const rows = JSON.stringify(people.map(({ id, email }) => ({ id, email })))
  await asOwner(sql`insert into invitation (id, organization_id, email, role, status, expires_at, inviter_id)
    select id, ${acme.id}, email, 'member', 'pending', now() + interval '1 day', ${ada.id}
    from json_to_recordset(${rows}::json) as p (id text, email text)`)
  const answers = await Promise.all(people.map((person) => answer('accept', person.id, person)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(8)
  const refused = answers.filter(({ status }) => status !== 200)
  expect(new Set(refused.map(refusalOf))).toEqual(
    new Set(['Your plan has room for 10 members, and all places are taken.']),
  )
  expect(await asOwner(sql`select 1 from member`)).toHaveLength(10)
  expect(await asOwner(sql`select 1 from invitation where status = 'pending'`)).toHaveLength(42)
  expect(refusalOf(await invite(eve.email))).toContain('all places are taken')
})

/** What a person is told. */
function refusalOf({ status, data }: { status: number; data: Record<string, unknown> | null }) {
  try {
    answered({ data: null, error: { status, ...data } })
  } catch (error) {
    return Object(error).sentence
  }
}
