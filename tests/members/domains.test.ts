import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import {
  addDomain,
  joinByDomain,
  listDomainOffers,
  removeDomain,
  verifyDomain,
} from '~/features/members/joining.functions'
import { listWaysIn } from '~/features/members/members.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, found, type Organization, type Person } from '../support/people'
import { crowd } from './crowd'

let ada: Person, bob: Person, eve: Person
let acme: Organization, globex: Organization

beforeAll(async () => {
  ;[ada, bob, eve] = await Promise.all([arrive('ada'), arrive('bob'), arrive('eve')])
})

beforeEach(async () => {
  await asOwner(sql`truncate organization cascade`)
  await asOwner(sql`delete from jobs.job`)
  await asOwner(sql`delete from rate_limit`)
  ;[acme, globex] = await Promise.all([found('acme', ada), found('globex', eve)])
})

const add = (by = ada, domain = 'acme.test', org = 'acme') =>
  knock(addDomain, { org, domain, mailbox: 'postmaster' }, by.headers)
const verify = (id: unknown, code: unknown, by = ada, org = 'acme') =>
  knock(verifyDomain, { org, id, code }, by.headers)
const idOf = ({ result }: { result?: unknown }) => String(Object(result).id)
const codeIn = async (address = 'postmaster@acme.test') =>
  (await lettersTo(address)).at(-1)?.props.code ?? ''
const another = (code: string) => (code === '000000' ? '000001' : '000000')
const join = (who: Person, organization: Organization) =>
  knock(joinByDomain, { organizationId: organization.id }, who.headers)
const offersFor = async (who: Person) =>
  (await knock(listDomainOffers, undefined, who.headers)).result

async function prove(by = ada, domain = 'acme.test', org = 'acme') {
  const id = idOf(await add(by, domain, org))
  expect((await verify(id, await codeIn(`postmaster@${domain}`), by, org)).status).toBe(200)
  return id
}

test('a domain counts once the code from its mailbox is entered; then its people are offered to join, and do', async () => {
  const added = await add()
  expect(added.result).toMatchObject({ to: 'postmaster@acme.test' })
  expect(await lettersTo('postmaster@acme.test')).toMatchObject([
    { letter: 'domain-code', props: { organization: 'Acme', person: 'Ada', domain: 'acme.test' } },
  ])
  expect(await offersFor(bob)).toEqual([])
  expect((await join(bob, acme)).status).toBe(404)

  expect((await verify(idOf(added), await codeIn())).status).toBe(200)
  expect(await offersFor(bob)).toMatchObject([{ name: 'Acme', domain: 'acme.test' }])
  expect(await (await visit('/app', bob.headers)).text()).toContain('lets people at')
  expect((await join(bob, acme)).result).toMatchObject({ slug: 'acme' })
  const joined = await asOwner(sql`select m.role, t.name as team from member m
    join team_member tm on tm.user_id = m.user_id join team t on t.id = tm.team_id
    where m.user_id = ${bob.id}`)
  expect(joined).toEqual([{ role: 'member', team: 'General' }])
  expect(await offersFor(bob)).toEqual([])
  expect((await join(bob, acme)).error).toMatchObject({
    code: 'conflict',
    sentence: 'You are a member of Acme already.',
  })
  const lines = await asOwner(sql`select action, actor_name from audit
    where organization_id = ${acme.id} and action <> 'organization.created' order by id`)
  expect(lines).toEqual([
    { action: 'email_domain.added', actor_name: 'Ada' },
    { action: 'email_domain.verified', actor_name: 'Ada' },
    { action: 'member.joined', actor_name: 'Bob' },
  ])
})

test('an address at another domain is offered nothing and stays outside, a part of the domain included', async () => {
  await prove()
  for (const email of [
    'people@sub.acme.test',
    'people@notacme.test',
    'people@acme.test.evil.test',
    'acme.test@evil.test',
  ]) {
    await asOwner(sql`update "user" set email = ${email} where id = ${bob.id}`)
    const offers = await offersFor(bob)
    const answer = await join(bob, acme)
    await asOwner(sql`update "user" set email = ${bob.email} where id = ${bob.id}`)
    expect([offers, answer.status], email).toEqual([[], 404])
  }
})

test('an address that nobody has confirmed is offered nothing and stays outside', async () => {
  await prove()
  await asOwner(sql`update "user" set email_verified = false where id = ${bob.id}`)
  const offers = await offersFor(bob)
  const answer = await join(bob, acme)
  await asOwner(sql`update "user" set email_verified = true where id = ${bob.id}`)
  expect([offers, answer.status]).toEqual([[], 404])
})

test('five wrong codes end it, also when twenty are tried at once; a new letter begins anew', async () => {
  const id = idOf(await add())
  const code = await codeIn()
  const wrong = another(code)
  const answers = await Promise.all(Array.from({ length: 20 }, () => verify(id, wrong)))
  const sentences = answers.map(({ error }) => Object(error).sentence)
  expect(sentences.filter((one) => one === 'This is not the code in the letter.')).toHaveLength(5)
  expect((await verify(id, code)).error).toMatchObject({
    sentence: 'This code does not count any more. Ask for a new letter.',
  })
  await add()
  expect((await verify(id, await codeIn())).status).toBe(200)
})

test('a code is good for half an hour, for its own domain, once, and is kept as a hash only', async () => {
  const id = idOf(await add())
  const code = await codeIn()
  expect(code).toMatch(/^\d{6}$/)
  const [row] = await asOwner(sql`select to_jsonb(d)::text as kept,
    code_expires_at - now() between interval '29 minutes' and interval '30 minutes' as soon from email_domain d`)
  expect(row).toMatchObject({ soon: true, kept: expect.not.stringContaining(code) })
  const other = idOf(await add(ada, 'acme.example'))
  expect((await verify(other, code)).status).toBe(422)
  await asOwner(sql`update email_domain set code_expires_at = now() where id = ${id}`)
  expect((await verify(id, code)).status).toBe(422)
})

test('a domain that another organization has shown to be its own is refused, without saying by whom', async () => {
  await prove()
  const id = idOf(await add(eve, 'acme.test', 'globex'))
  const { status, error, body } = await verify(id, await codeIn(), eve, 'globex')
  expect(status).toBe(409)
  expect(error).toMatchObject({
    sentence: 'This domain is in use by another organization already. Write to us if it is yours.',
  })
  expect(body).not.toMatch(/acme(?!\.test)/i)
  expect(await offersFor(bob)).toMatchObject([{ id: acme.id }])
})

test('a domain that everybody has an address at, or that is none, is refused, and nothing is sent', async () => {
  for (const domain of [
    'gmail.com',
    ' Outlook.com ',
    'icloud.com',
    'acme',
    'https://acme.test',
    'a b.test',
    '-a.test',
    '',
  ]) {
    const { status, error } = await add(ada, domain)
    expect(status, domain).toBe(422)
    expect(error).toMatchObject({ fields: { domain: expect.any(String) } })
  }
  expect(await asOwner(sql`select 1 from jobs.job where name = 'mail'`)).toEqual([])
})

test('the mailbox is one of those that only the keeper of a domain reads', async () => {
  const asked = { org: 'acme', domain: 'acme.test', mailbox: 'bob' }
  expect((await knock(addDomain, asked, ada.headers)).status).toBe(422)
})

test('a domain gets five letters a day and no more', async () => {
  const answers = []
  for (let times = 0; times < 6; times++) answers.push((await add()).status)
  expect(answers).toEqual([200, 200, 200, 200, 200, 503])
  expect(await lettersTo('postmaster@acme.test')).toHaveLength(5)
})

test('only who may both invite and change the organization adds, confirms or removes one', async () => {
  const id = idOf(await add())
  const member = { email: bob.email, role: 'member', organizationId: acme.id }
  const { data } = await callAuth('/organization/invite-member', {
    body: member,
    headers: ada.headers,
  })
  const accept = { body: { invitationId: data?.id }, headers: bob.headers }
  expect((await callAuth('/organization/accept-invitation', accept)).status).toBe(200)
  expect((await add(bob)).status).toBe(403)
  expect((await verify(id, await codeIn(), bob)).status).toBe(403)
  expect((await knock(removeDomain, { org: 'acme', id }, bob.headers)).status).toBe(403)
})

test('a domain that was removed lets in nobody, and one of another organization is not found', async () => {
  const id = await prove()
  expect((await knock(removeDomain, { org: 'globex', id }, eve.headers)).status).toBe(404)
  expect((await verify(id, '000000', eve, 'globex')).status).toBe(422)
  expect((await knock(removeDomain, { org: 'acme', id }, ada.headers)).status).toBe(200)
  expect((await join(bob, acme)).status).toBe(404)
  expect((await knock(listWaysIn, { org: 'acme' }, ada.headers)).result).toMatchObject({
    domains: [],
  })
})

test('whoever was removed does not come back by a domain', async () => {
  await prove()
  expect((await join(bob, acme)).status).toBe(200)
  const body = { memberIdOrEmail: bob.email, organizationId: acme.id }
  await callAuth('/organization/remove-member', { body, headers: ada.headers })
  expect((await join(bob, acme)).error).toMatchObject({
    sentence: 'You have been removed from this organization. Ask for an invitation by letter.',
  })
})

test('twenty people of a domain at once fill the plan and no more', async () => {
  await prove(eve, 'globex.test', 'globex')
  const people = await crowd(20, 'globex.test')
  const answers = await Promise.all(people.map((person) => join(person, globex)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(9)
  expect(
    await asOwner(sql`select 1 from member where organization_id = ${globex.id}`),
  ).toHaveLength(10)
})
