import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { findDemand, getMembership } from '~/features/organizations/organizations.functions'
import { listProjects } from '~/features/projects/projects.functions'
import { countSecondSteps, demandSecondStep } from '~/features/settings/settings.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person
let bob: Person
let cleo: Person
let eve: Person
let acme: Organization
beforeAll(async () => {
  ada = await arrive('ada')
  bob = await arrive('bob')
  cleo = await arrive('cleo')
  eve = await arrive('eve')
})
beforeEach(async () => {
  await asOwner(sql`delete from organization`)
  await asOwner(sql`update "user" set two_factor_enabled = false`)
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})

const org = 'acme'
const have = ({ id }: Person) =>
  asOwner(sql`update "user" set two_factor_enabled = true where id = ${id}`)
const demand = (days: number | null, { headers }: Person) =>
  knock(demandSecondStep, { org, days }, headers)
const graceOver = () =>
  asOwner(sql`update organization set two_factor_from = now() - interval '1 minute'`)
const enter = ({ headers }: Person) => knock(listProjects, { org }, headers)

test('an owner asks for it, an admin may not, and neither may a member', async () => {
  await have(ada)
  for (const person of [bob, cleo]) expect(await demand(7, person)).toMatchObject({ status: 403 })
  expect(await demand(7, ada)).toMatchObject({ status: 200 })
})

test('better-auth takes it from nobody', async () => {
  await have(ada)
  const data = { name: 'Acme', twoFactorFrom: new Date().toISOString() }
  const body = { organizationId: acme.id, data }
  await callAuth('/organization/update', { body, headers: ada.headers })
  const [row] = await asOwner(sql`select two_factor_from from organization`)
  expect(row).toEqual({ two_factor_from: null })
})

test('whoever has none themselves is told to switch it on first, and is not locked out', async () => {
  const answer = await demand(0, ada)
  expect(answer.status).toBe(409)
  expect(answer.error).toMatchObject({ sentence: expect.stringContaining('for yourself first') })
})

test('while there is time everybody works on, and those without it see until when', async () => {
  await have(ada)
  await demand(7, ada)
  expect((await enter(cleo)).status).toBe(200)
  const { result } = await knock(getMembership, { org }, cleo.headers)
  expect(result).toMatchObject({ secondStepBy: expect.any(Date) })
  expect((await knock(getMembership, { org }, ada.headers)).result).toMatchObject({
    secondStepBy: null,
  })
  expect(await (await visit('/app/acme', cleo.headers)).text()).toContain(
    'asks for two-step sign-in from',
  )
})

test('when the time is up, whoever has none is refused at every door and at better-auth, and may leave', async () => {
  await have(ada)
  await demand(0, ada)
  await graceOver()
  expect(await enter(cleo)).toMatchObject({
    status: 403,
    error: { sentence: expect.stringContaining('Acme asks for two-step sign-in') },
  })
  const members = await callAuth('/organization/list-members', {
    headers: cleo.headers,
    query: { organizationId: acme.id },
  })
  expect(members.status).toBe(403)
  expect((await enter(ada)).status).toBe(200)
  const body = { organizationId: acme.id }
  const left = await callAuth('/organization/leave', { body, headers: cleo.headers })
  expect(left.status).toBe(200)
})

test('they are led to where they set it up, are let in with it, and a stranger learns nothing', async () => {
  await have(ada)
  await demand(0, ada)
  await graceOver()
  const away = await visit('/app/acme/projects', bob.headers)
  expect(away.headers.get('location')).toBe('/app/account/security?asked=acme')
  expect((await knock(findDemand, { slug: org }, bob.headers)).result).toEqual({ name: 'Acme' })
  await have(bob)
  expect((await enter(bob)).status).toBe(200)
  expect((await knock(findDemand, { slug: org }, bob.headers)).result).toBeNull()
  expect((await knock(findDemand, { slug: org }, eve.headers)).result).toBeNull()
})

test('the owner sees how many have none, and when it is no longer asked for, everybody is let in', async () => {
  await have(ada)
  const counted = await knock(countSecondSteps, { org }, ada.headers)
  expect(counted.result).toEqual({ members: 3, without: 2 })
  await demand(0, ada)
  await graceOver()
  expect((await enter(cleo)).status).toBe(403)
  expect((await demand(null, ada)).status).toBe(200)
  expect((await enter(cleo)).status).toBe(200)
  const lines = await asOwner(
    sql`select action from audit where action like 'organization.two_step%' order by at, action`,
  )
  expect(lines.map(({ action }) => action).toSorted()).toEqual([
    'organization.two_step_optional',
    'organization.two_step_required',
  ])
})
