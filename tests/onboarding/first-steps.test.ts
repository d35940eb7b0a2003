import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { getFirstSteps, getOverview } from '~/features/onboarding/onboarding.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization, globex: Organization

beforeAll(async () => {
  ;[ada, bob, cleo, eve] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
  ])
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
  globex = await found('globex', eve)
})

const overview = async (org: string, who: Person) =>
  (await knock(getOverview, { org }, who.headers)).result

const done = async () => (await knock(getOverview, { org: 'globex' }, eve.headers)).result

test('an owner alone is led, and each step is done by what is there', async () => {
  expect(await done()).toMatchObject({ done: { team: false, invite: false, project: false } })

  const organizationId = globex.id
  await callAuth('/organization/create-team', {
    body: { name: 'Machines', organizationId },
    headers: eve.headers,
  })
  expect(await done()).toMatchObject({ done: { team: true, invite: false, project: false } })

  const body = { email: bob.email, role: 'member', organizationId }
  await callAuth('/organization/invite-member', { body, headers: eve.headers })
  expect(await done()).toMatchObject({ done: { team: true, invite: true, project: false } })

  await asOwner(
    sql`insert into project (id, organization_id, name) values ('weather', ${organizationId}, 'Weather')`,
  )
  expect(await done()).toMatchObject({ done: { team: true, invite: true, project: true } })

  await asOwner(sql`delete from project where id = 'weather'`)
  expect(await done()).toMatchObject({ done: { project: false } })
})

test('a colleague who came by invitation counts as invited, also when the letter is long forgotten', async () => {
  expect(await overview('acme', ada)).toMatchObject({ done: { invite: true } })
})

test('the first steps are shown to those who may do them, and the doors keep it so', async () => {
  expect(await overview('acme', bob)).toMatchObject({ done: { team: false } })
  expect(await overview('acme', cleo)).toMatchObject({ done: null })
  expect((await knock(getFirstSteps, { org: 'acme' }, cleo.headers)).status).toBe(403)
  expect((await knock(getFirstSteps, { org: 'acme' }, eve.headers)).status).toBe(404)
  expect(await page('/app/acme', ada)).toContain('First steps')
  expect(await page('/app/acme', cleo)).not.toContain('First steps')
})

test('each step has an address of its own, and there is no other', async () => {
  for (const [step, title] of [
    ['team', 'Form the first team'],
    ['invite', 'Invite colleagues'],
    ['project', 'Make the first project'],
  ]) {
    expect(await page(`/app/acme/welcome/${step}`, ada)).toContain(`>${title}</h1>`)
  }
  expect((await visit('/app/acme/welcome/plan', ada.headers)).status).toBe(404)
})

test('the overview shows the newest projects the reader may see, and counts no others', async () => {
  await asOwner(sql`insert into team (id, name, organization_id, created_at)
    values ('design', 'Design', ${acme.id}, now())`)
  await asOwner(sql`insert into project (id, organization_id, team_id, name, created_at, archived_at)
    select 'p' || n, ${acme.id}, case when n = 8 then 'design' end, 'Project ' || n, now() + n * interval '1 minute',
      case when n = 7 then now() end
    from generate_series(1, 8) n`)
  const named = (...numbers: number[]) => numbers.map((n) => ({ name: `Project ${n}` }))
  expect(await overview('acme', ada)).toMatchObject({
    projects: { newest: [{ team: 'Design' }, ...named(6, 5, 4, 3)], total: 7 },
  })
  expect(await overview('acme', cleo)).toMatchObject({
    projects: { newest: named(6, 5, 4, 3, 2), total: 6 },
    people: { first: [{ name: 'Ada' }, { name: 'Bob' }, { name: 'Cleo' }], total: 3 },
  })
})

async function page(path: string, who: Person): Promise<string> {
  return (await visit(path, who.headers)).text()
}
