import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answered } from '~/auth/answered'
import { auth } from '~/auth/auth.server'
import { asUnit } from '~/auth/unit.server'
import { searchHeirs, transferOwnership } from '~/features/settings/settings.functions'
import { Refusal } from '~/refusal'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person, bob: Person, cleo: Person, eve: Person, olive: Person
let acme: Organization

beforeAll(async () => {
  ;[ada, bob, cleo, eve, olive] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
    arrive('olive'),
  ])
})

beforeEach(async () => {
  await asOwner(sql`delete from organization`)
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})

const post = (path: string, body: object, who = ada) =>
  callAuth(`/organization/${path}`, { body, headers: who.headers })
const leave = (who: Person) => post('leave', { organizationId: acme.id }, who)
const memberOf = async (person: Person) => {
  const [row] = await asOwner(
    sql`select id from member where user_id = ${person.id} and organization_id = ${acme.id}`,
  )
  return String(row?.id)
}
const setRole = async (person: Person, role: string, by = ada) =>
  post(
    'update-member-role',
    { memberId: await memberOf(person), role, organizationId: acme.id },
    by,
  )
const handOver = async (to: Person, by = ada) =>
  knock(transferOwnership, { org: 'acme', member: await memberOf(to) }, by.headers)
const roles = async () => {
  const rows =
    await asOwner(sql`select u.name, m.role from member m join "user" u on u.id = m.user_id
    where m.organization_id = ${acme.id} order by 1`)
  return Object.fromEntries(rows.map(({ name, role }) => [name, role]))
}
const owners = async () => Object.values(await roles()).filter((role) => role === 'owner').length

/** What the person reads, as the screen makes it of better-auth's answer. */
function sentenceOf({ status, data }: Awaited<ReturnType<typeof callAuth>>): string {
  if (status === 200) return ''
  try {
    answered({ data: null, error: { ...data, status } })
  } catch (error) {
    if (error instanceof Refusal) return error.sentence
  }
  return 'no sentence'
}

describe('handing over', () => {
  test('makes the other one owner and me an admin, in one act with one line in the log', async () => {
    const { status, result } = await handOver(cleo)
    expect([status, result]).toEqual([200, { name: 'Cleo' }])
    expect(await roles()).toEqual({ Ada: 'admin', Bob: 'admin', Cleo: 'owner' })
    const lines = await asOwner(
      sql`select actor_name, details ->> 'name' as to from audit where action = 'ownership.transferred'`,
    )
    expect(lines).toEqual([{ actor_name: 'Ada', to: 'Cleo' }])
    const props = { what: 'given', organization: 'Acme', by: 'Ada', role: 'owner' }
    expect((await lettersTo(cleo.email)).at(-1)).toMatchObject({ letter: 'ownership', props })
    expect((await lettersTo(ada.email)).filter(({ letter }) => letter === 'ownership')).toEqual([])
    expect((await handOver(bob)).status).toBe(403)
  })

  test('is for owners, to somebody else, who is a member', async () => {
    for (const who of [bob, cleo]) expect((await handOver(cleo, who)).status).toBe(403)
    expect((await handOver(ada)).error).toMatchObject({ code: 'conflict' })
    const globex = await found('globex', eve)
    const [stranger] = await asOwner(
      sql`select id from member where organization_id = ${globex.id}`,
    )
    const to = (member: unknown) => knock(transferOwnership, { org: 'acme', member }, ada.headers)
    const foreign = await to(stranger?.id)
    expect([foreign.status, foreign.body]).toEqual([404, (await to('nobody')).body])
    expect(await roles()).toEqual({ Ada: 'owner', Bob: 'admin', Cleo: 'member' })
  })

  test('whoever may delete the organization without owning it hands it over to nobody', async () => {
    const permission = { organization: ['delete'] }
    await post('create-role', { role: 'closer', permission, organizationId: acme.id })
    expect((await setRole(bob, 'closer')).status).toBe(200)
    const { status, error } = await handOver(cleo, bob)
    expect([status, error]).toMatchObject([
      403,
      { sentence: expect.stringContaining('Only an owner') },
    ])
  })

  test('keeps what else I am', async () => {
    const permission = { project: ['read'] }
    await post('create-role', { role: 'guide', permission, organizationId: acme.id })
    await setRole(ada, 'owner,guide')
    await handOver(cleo)
    expect(await roles()).toMatchObject({ Ada: 'admin,guide', Cleo: 'owner' })
  })

  test('to two at once makes one owner; the second try comes from somebody who is none any more', async () => {
    const answers = await Promise.all([handOver(bob), handOver(cleo)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403])
    expect(await owners()).toBe(1)
  })

  test('while the other one leaves ends in one of the two, never without an owner', async () => {
    for (let round = 0; round < 3; round++) {
      const [handing, leaving] = await Promise.all([handOver(bob), leave(bob)])
      expect([handing.status, leaving.status].filter((status) => status === 200)).toHaveLength(1)
      expect(await owners()).toBe(1)
      if (leaving.status === 200) {
        await auth.api.addMember({
          body: { organizationId: acme.id, userId: bob.id, role: 'admin' },
        })
      } else {
        expect((await handOver(ada, bob)).status).toBe(200)
      }
    }
  })

  test('offers every member but me, by name', async () => {
    const { result } = await knock(searchHeirs, { org: 'acme', q: '' }, ada.headers)
    expect(result).toMatchObject([{ name: 'Bob' }, { name: 'Cleo' }])
    const one = await knock(searchHeirs, { org: 'acme', q: 'CLE' }, ada.headers)
    expect(one.result).toMatchObject([{ name: 'Cleo' }])
    expect((await knock(searchHeirs, { org: 'acme', q: '' }, bob.headers)).status).toBe(403)
  })
})

describe('the only owner reads what to do first', () => {
  const first = /Make somebody else (an )?owner first/

  test('when leaving, stepping down, being removed, and when another owner takes the role away', async () => {
    for (const answer of [
      await leave(ada),
      await setRole(ada, 'admin'),
      await post('remove-member', { memberIdOrEmail: ada.email, organizationId: acme.id }),
    ]) {
      expect(sentenceOf(answer)).toMatch(first)
    }
    expect(await roles()).toMatchObject({ Ada: 'owner' })
  })

  test('of two who go at once, one goes and the other reads it, whichever way they go', async () => {
    const [adas, bobs] = [await memberOf(ada), await memberOf(bob)]
    const organizationId = acme.id
    const ways = [
      () => [leave(ada), leave(bob)],
      () => [
        post('update-member-role', { memberId: adas, role: 'admin', organizationId }, ada),
        post('update-member-role', { memberId: bobs, role: 'admin', organizationId }, bob),
      ],
      () => [
        leave(ada),
        post('update-member-role', { memberId: bobs, role: 'admin', organizationId }, bob),
      ],
    ]
    for (const way of [...ways, ...ways]) {
      await asOwner(sql`insert into member (id, organization_id, user_id, role, created_at) values
        (${adas}, ${acme.id}, ${ada.id}, 'owner', now()), (${bobs}, ${acme.id}, ${bob.id}, 'owner', now())
        on conflict (id) do update set role = 'owner'`)
      const answers = await Promise.all(way())
      const refused = answers.filter(({ status }) => status !== 200)
      expect(refused.map(sentenceOf)).toEqual([expect.stringMatching(first)])
      expect(await owners()).toBe(1)
    }
  })

  test('and owners are counted among all members, not among the first hundred', async () => {
    await asOwner(sql`insert into "user" (id, name, email)
      select 'many-' || n, 'Person ' || n, n || '@many.test' from generate_series(1, 150) n`)
    await asOwner(sql`insert into member (id, organization_id, user_id, role, created_at)
      select 'many-' || n, ${acme.id}, 'many-' || n, 'member', now() from generate_series(1, 150) n`)
    // The last row of the table, where a count that ends early would miss it.
    await asOwner(sql`delete from member where user_id = ${bob.id}`)
    await asOwner(sql`insert into member (id, organization_id, user_id, role, created_at)
      values ('last', ${acme.id}, ${bob.id}, 'owner', now())`)
    const removal = { memberIdOrEmail: ada.email, organizationId: acme.id }
    expect((await post('remove-member', removal, bob)).status).toBe(200)
    expect(sentenceOf(await leave(bob))).toMatch(first)
    await asOwner(sql`delete from "user" where id like 'many-%'`)
  })
})

describe('the account of an only owner', () => {
  const remove = (person: Person) =>
    callAuth('/admin/remove-user', {
      body: { userId: person.id, reason: 'Asked for it' },
      headers: olive.headers,
    })

  test('is not deleted, by the operator or any other way, and the sentence names the organizations', async () => {
    const sentence =
      'Ada is the only owner of Acme. Make somebody else owner first, or delete the organization.'
    const removal = await remove(ada)
    expect([removal.status, sentenceOf(removal)]).toEqual([409, sentence])
    const { internalAdapter } = await auth.$context
    const deletion = asUnit(() => internalAdapter.deleteUser(ada.id))
    await expect(deletion).rejects.toMatchObject({ code: 'conflict', sentence })

    for (const slug of ['bureau', 'club', 'depot']) await found(slug, ada)
    expect(sentenceOf(await remove(ada))).toBe(
      'Ada is the only owner of Acme, Bureau, Club and 1 more. Make somebody else owner first, or delete the organizations.',
    )
    expect((await leave(ada)).status).toBe(400)
    expect(await roles()).toMatchObject({ Ada: 'owner' })
  })

  test('is deleted once somebody else owns what it owned, and leaves no membership behind', async () => {
    const email = 'owner@acme.test'
    const { user } = await auth.api.createUser({
      body: { name: 'Ada', email, password: 'open the atrium' },
    })
    await auth.api.addMember({ body: { organizationId: acme.id, userId: user.id, role: 'owner' } })
    const going = { ...ada, id: user.id }
    expect((await remove(going)).status).toBe(200)
    expect(await roles()).toEqual({ Ada: 'owner', Bob: 'admin', Cleo: 'member' })
    expect(await asOwner(sql`select 1 from member where user_id = ${user.id}`)).toEqual([])
  })

  test('of two only owners of one organization who are deleted at once, one stays with the organization', async () => {
    const more = await Promise.all(
      ['one', 'two'].map((name) =>
        auth.api.createUser({
          body: { name, email: `${name}@acme.test`, password: 'open the atrium' },
        }),
      ),
    )
    const [first, second] = more.map(({ user }) => user)
    if (!first || !second) throw new Error('Nobody was made.')
    const shared = await found('shared', { ...ada, id: first.id }, [
      { person: { ...ada, id: second.id }, role: 'owner' },
    ])
    const answers = await Promise.all([first, second].map(({ id }) => remove({ ...ada, id })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const rows = await asOwner(sql`select role from member where organization_id = ${shared.id}`)
    expect(rows).toEqual([{ role: 'owner' }])
  })
})
