import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { unitDatabase } from '~/auth/unit.server'
import { findBill } from '~/billing/bill.server'
import { readCustomer } from '~/billing/reading.server'
import { assignOwner, extendTrial, findOwners } from '~/features/operator/organizations.functions'
import { ask, buy, customerOf, lastPage, said } from '../billing/buying'
import { asOwner } from '../support/database'
import { knock } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, found, type Organization, type Person } from '../support/people'
import { stripeStandIn } from '../support/stripe'

const stripe = await stripeStandIn()
const ada = await arrive('ada')
const bob = await arrive('bob')
const cleo = await arrive('cleo')
const eve = await arrive('eve')
const olive = await arrive('olive')
let acme: Organization
let founded = 0

beforeEach(async () => {
  founded += 1
  acme = await found(`acme-${founded}`, ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})

const memberOf = async (person: Person) => {
  const [row] = await asOwner(sql`select id, role from member
    where organization_id = ${acme.id} and user_id = ${person.id}`)
  return { id: String(row?.id), role: row?.role }
}
const linesOf = (action: string) =>
  asOwner(sql`select actor_name as who, actor_role as role, details from audit
    where organization_id = ${acme.id} and action = ${action}`)

const reason = 'Ada left the company'
const assign = async (person: Person, more: object = {}, by = olive) =>
  knock(
    assignOwner,
    {
      organizationId: acme.id,
      memberId: (await memberOf(person)).id,
      others: 'admins',
      reason,
      ...more,
    },
    by.headers,
  )

test('a member becomes the owner on an operator’s word, and who was is an admin', async () => {
  await asOwner(sql`update "user" set banned = true where id = ${ada.id}`)
  expect(await assign(cleo)).toMatchObject({ status: 200 })
  expect(await memberOf(cleo)).toMatchObject({ role: 'owner' })
  expect(await memberOf(ada)).toMatchObject({ role: 'admin' })
  expect(await linesOf('ownership.assigned')).toEqual([
    {
      who: olive.name,
      role: 'operator',
      details: { memberId: (await memberOf(cleo)).id, name: cleo.name, reason },
    },
  ])
  const told = {
    letter: 'ownership',
    props: { by: 'Olive', role: 'operator', owner: 'Cleo', reason },
  }
  expect((await lettersTo(cleo.email)).at(-1)).toMatchObject({ ...told, props: { what: 'given' } })
  expect((await lettersTo(ada.email)).at(-1)).toMatchObject(told)
  expect((await lettersTo(ada.email)).at(-1)?.props.what).toBe('taken')
  await asOwner(sql`update "user" set banned = false where id = ${ada.id}`)
})

test('the owners there were stay owners where that is said', async () => {
  expect(await assign(cleo, { others: 'owners' })).toMatchObject({ status: 200 })
  expect(await memberOf(ada)).toMatchObject({ role: 'owner' })
  expect(await assign(cleo, { others: 'owners' })).toMatchObject({
    error: { sentence: 'Cleo is an owner already. Choose somebody else.' },
  })
  expect(await assign(cleo)).toMatchObject({ status: 200 })
  expect(await memberOf(ada)).toMatchObject({ role: 'admin' })
})

test('of two operators at once both are heard, one after the other, and there is one owner', async () => {
  const answers = await Promise.all([assign(bob), assign(cleo)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  const owners = [await memberOf(bob), await memberOf(cleo)].filter(({ role }) => role === 'owner')
  expect(owners).toHaveLength(1)
})

test('nobody owns it who is no member, or could not act, and nobody gives it away who is no operator', async () => {
  expect(await assign(eve, { memberId: 'none' })).toMatchObject({
    error: {
      code: 'not_found',
      sentence: 'This person is not a member any more. Choose somebody else.',
    },
  })
  await asOwner(sql`update "user" set banned = true where id = ${cleo.id}`)
  expect(await assign(cleo)).toMatchObject({
    error: {
      code: 'conflict',
      sentence: 'Cleo is banned, and could not act. Choose somebody else.',
    },
  })
  await asOwner(sql`update "user" set banned = false where id = ${cleo.id}`)
  expect(await assign(cleo, { organizationId: 'gone' })).toMatchObject({
    error: { code: 'not_found' },
  })
  expect(await assign(bob, {}, bob)).toMatchObject({ error: { code: 'not_found' } })
  expect(await linesOf('ownership.assigned')).toEqual([])
})

test('who might own it is found by a part of a name or an address, wild characters as they are', async () => {
  const find = async (q: string) => {
    const { result } = await knock(findOwners, { organizationId: acme.id, q }, olive.headers)
    return (Array.isArray(result) ? result : []).map(({ name }) => name)
  }
  expect(await find('')).toEqual([ada.name, bob.name, cleo.name])
  expect(await find('CLE')).toEqual([cleo.name])
  expect(await find('%')).toEqual([])
})

// A trial, at Stripe.

const dayAhead = (days: number) =>
  new Date(stripe.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
const extend = (days: number, by = olive) =>
  knock(
    extendTrial,
    { organizationId: acme.id, until: dayAhead(days), reason: 'They need a month' },
    by.headers,
  )
/** Begins a trial in an organization of one's own: nobody has two. */
const start = async (person: Person) => {
  acme = await found(`${acme.slug}-tried`, person)
  expect(said(await ask('upgrade', acme, person, { plan: 'team' }))).toBe('200 undefined')
  stripe.hands.pay(lastPage(stripe).id)
  await readCustomer(await customerOf(acme), { reconciliation: true })
}
const trialEnd = async () => (await findBill(unitDatabase, acme)).live?.trialEnd?.toISOString()

test('a trial ends later at Stripe and here, and its end is told anew', async () => {
  await start(ada)
  await stripe.clock.advanceBy(12)
  await readCustomer(await customerOf(acme), { reconciliation: true })
  const told = () =>
    asOwner(sql`select about from billing_letter
    where organization_id = ${acme.id} and about like 'trial of %'`)
  expect(await told()).toHaveLength(1)
  const until = `${dayAhead(30)}T23:59:59.000Z`
  expect(await extend(30)).toMatchObject({ status: 200 })
  expect(await trialEnd()).toBe(until)
  expect(await told()).toEqual([])
  const [line] = await linesOf('trial.extended')
  expect(line).toMatchObject({
    who: olive.name,
    role: 'operator',
    details: { until, reason: 'They need a month' },
  })
  await stripe.clock.advanceBy(28)
  await readCustomer(await customerOf(acme), { reconciliation: true })
  expect(await told()).toHaveLength(1)
  expect((await findBill(unitDatabase, acme)).live).toMatchObject({ status: 'trialing' })
})

test('of two operators who extend it to the same day one does, and the other is told', async () => {
  await start(bob)
  const answers = await Promise.all([extend(30), extend(30)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
  expect(await linesOf('trial.extended')).toHaveLength(1)
})

test('what is not on trial, a day that is not later, and one too far are refused with a sentence', async () => {
  const none = {
    error: {
      code: 'conflict',
      sentence: 'Nothing is on trial here. A trial that is over stays over.',
    },
  }
  expect(await extend(30)).toMatchObject(none)
  await start(cleo)
  expect(await extend(3)).toMatchObject({
    error: { fields: { until: 'The trial lasts until then already. Choose a later day.' } },
  })
  expect(await extend(400)).toMatchObject({
    error: { fields: { until: 'Choose a day within a year.' } },
  })
  expect(await extend(30, ada)).toMatchObject({ error: { code: 'not_found' } })
  await stripe.clock.advanceBy(15)
  expect(await extend(30)).toMatchObject(none)
  // Whoever had a trial pays.
  await buy(stripe, acme, cleo, { plan: 'team' })
  expect(await extend(30)).toMatchObject(none)
})
