import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getInvitation, listInvitations, listMembers } from '~/features/members/members.functions'
import { listMyInvitations } from '~/features/organizations/organizations.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, found, type Organization, type Person } from '../support/people'

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

const invite = (email: string, { by = ada, role = 'member', resend = false } = {}) =>
  callAuth('/organization/invite-member', {
    body: { email, role, organizationId: acme.id, resend },
    headers: by.headers,
  })
const answer = (act: 'accept' | 'reject' | 'cancel', invitationId: unknown, by: Person) =>
  callAuth(`/organization/${act}-invitation`, { body: { invitationId }, headers: by.headers })
const idOf = (data: Record<string, unknown> | null) => String(data?.id)

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
  expect(result).toMatchObject([
    { name: 'Ada', role: 'owner' },
    { name: 'Cleo', role: 'member' },
    { name: 'Bob', role: 'admin' },
  ])
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

describe('who may', () => {
  test('a member may neither invite nor see who is invited', async () => {
    expect((await invite(bob.email, { by: cleo })).status).toBe(403)
    expect((await knock(listInvitations, { org: 'acme' }, cleo.headers)).status).toBe(403)
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

  test('tells whoever holds its link who invites, where to, and how they stand to it', async () => {
    const id = idOf((await invite(bob.email)).data)
    const common = { state: 'open', organization: 'Acme', inviter: 'Ada', email: bob.email }
    expect(await stateFor(id)).toMatchObject({ ...common, reader: null })
    expect(await stateFor(id, bob)).toMatchObject({ ...common, reader: { isRecipient: true } })
    expect(await stateFor(id, eve)).toMatchObject({ ...common, reader: { isRecipient: false } })
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
    await asOwner(
      sql`update invitation set expires_at = now() at time zone 'utc' - interval '1 minute'`,
    )
    expect(await stateFor(expired, bob)).toMatchObject({ state: 'expired' })
    expect((await answer('accept', expired, bob)).status).toBe(400)

    const cancelled = idOf((await invite(bob.email)).data)
    expect((await answer('cancel', cancelled, ada)).status).toBe(200)
    expect(await stateFor(cancelled, bob)).toMatchObject({ state: 'cancelled' })
    expect((await answer('accept', cancelled, bob)).status).toBe(400)

    const declined = idOf((await invite(bob.email)).data)
    expect((await answer('reject', declined, bob)).status).toBe(200)
    expect(await stateFor(declined, bob)).toMatchObject({ state: 'declined' })
    expect(await asOwner(sql`select 1 from member where user_id = ${bob.id}`)).toEqual([])
  })
})
