import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { getProofAsked } from '~/auth/impersonation/look.functions'
import { getSession } from '~/auth/session.functions'
import { getWaysBack, switchAccount } from '~/auth/sign-in/accounts.functions'
import { db } from '~/db/client'
import { device, session } from '~/db/schema'
import { listMySessions } from '~/features/account/sessions.functions'
import { getOperator } from '~/features/operator/entry.functions'
import { getMembership } from '~/features/organizations/organizations.functions'
import { createProject, listProjects } from '~/features/projects/projects.functions'
import { setLogo } from '~/features/settings/settings.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { lettersTo } from '../support/letters'
import { look, reason, stepUp } from '../support/looking'
import { arrive, found, type Organization, type Person, password, signIn } from '../support/people'
import { setUpAuthenticator, withCookies } from '../support/second-step'

let ada: Person
let cleo: Person
let olive: Person
let acme: Organization
beforeAll(async () => {
  ada = await arrive('ada')
  cleo = await arrive('cleo')
  olive = await arrive('olive')
  acme = await found('acme', ada, [{ person: cleo, role: 'admin' }])
})

const begin = (body: object, headers = olive.headers) =>
  callAuth('/admin/impersonate-user', { body, headers })
/** The lines of a log that speak of looking, oldest first. */
const linesOf = (organization: string | null) =>
  asOwner(sql`select action, actor_id, impersonator_id, session_id, details from audit
    where organization_id is not distinct from ${organization} and action like 'impersonation.%' order by id`)
const project = { org: 'acme', name: 'Made for Cleo' }
const refusedAs = (sentence: RegExp) => ({
  status: 403,
  error: { code: 'forbidden', sentence: expect.stringMatching(sentence) },
})

describe('looking through somebody’s eyes', () => {
  test('begins with a reason, never through those of whoever runs the product or is banned, nor within a look', async () => {
    expect(await begin({ userId: cleo.id })).toMatchObject({ status: 422 })
    expect(await begin({ userId: olive.id, reason })).toMatchObject({ status: 403 })
    const bob = await arrive('bob')
    await asOwner(sql`update "user" set role = 'support' where id = ${bob.id}`)
    expect(await begin({ userId: bob.id, reason })).toMatchObject({ status: 403 })
    await asOwner(sql`update "user" set role = 'user', banned = true where id = ${bob.id}`)
    const banned = await begin({ userId: bob.id, reason })
    expect(banned).toMatchObject({
      status: 409,
      data: { message: 'Bob is banned and sees nothing.' },
    })
    const asCleo = await look(olive, cleo)
    expect(await begin({ userId: ada.id, reason }, asCleo)).toMatchObject({ status: 404 })
    expect(await begin({ userId: ada.id, reason }, ada.headers)).toMatchObject({ status: 404 })
  })

  test('lasts as long as app.config.ts says, says so on every page, and is written down with its reason', async () => {
    const asCleo = await look(olive, cleo)
    const { result } = await knock(getSession, undefined, asCleo)
    const endsAt = expect.any(Date)
    expect(result).toMatchObject({
      user: { id: cleo.id },
      look: { operatorName: olive.name, changes: false, mayStepUp: true, endsAt },
    })
    const { look: seen } = Object(result)
    expect(Math.round((seen.endsAt - Date.now()) / 60_000)).toBe(30)
    const started = (await linesOf(null)).findLast(
      ({ action }) => action === 'impersonation.started',
    )
    expect(started).toMatchObject({
      actor_id: olive.id,
      impersonator_id: null,
      details: { userId: cleo.id, reason, until: seen.endsAt.toISOString() },
    })
  })

  test('is no signing in: no browser is remembered, no letter sent, no account added, and Cleo stays signed in', async () => {
    const hers = await signIn(cleo.email)
    // Olive’s browser is signed in as Cleo, too.
    const both = withCookies(olive.headers, new Headers())
    const inBoth = new Headers({ cookie: `${both.get('cookie')}; ${onlyHeld(hers)}` })
    await asOwner(sql`delete from jobs.job where name = 'mail'`)
    const before = await db.$count(device, eq(device.userId, cleo.id))
    const sessions = await db.$count(session, eq(session.userId, cleo.id))
    const asCleo = await look({ ...olive, headers: inBoth }, cleo)
    expect(await db.$count(device, eq(device.userId, cleo.id))).toBe(before)
    expect(await db.$count(session, eq(session.userId, cleo.id))).toBe(sessions + 1)
    expect(await lettersTo(cleo.email)).toEqual([])
    const held = (headers: Headers) =>
      headers
        .get('cookie')
        ?.split('; ')
        .filter((each) => each.includes('_multi-')).length
    expect(held(asCleo)).toBe(held(inBoth))
    expect(await knock(getWaysBack, undefined, asCleo)).toMatchObject({ result: { accounts: [] } })
    expect(await knock(switchAccount, { userId: olive.id }, asCleo)).toMatchObject({ status: 409 })
    expect(await knock(getSession, undefined, hers)).toMatchObject({ result: { look: null } })
  })

  test('only looks: every change is refused in a sentence and written down, files too, and better-auth’s', async () => {
    const asCleo = await look(olive, cleo)
    expect(await knock(listProjects, { org: 'acme' }, asCleo)).toMatchObject({ status: 200 })
    const onlyLooking = refusedAs(/only looking/)
    expect(await knock(createProject, project, asCleo)).toMatchObject(onlyLooking)
    const form = new FormData()
    form.set('org', 'acme')
    form.set('file', new File(['x'], 'logo.png', { type: 'image/png' }))
    expect(await knock(setLogo, form, asCleo)).toMatchObject(onlyLooking)
    const team = { name: 'Research', organizationId: acme.id }
    const made = await callAuth('/organization/create-team', { body: team, headers: asCleo })
    expect(made).toMatchObject({
      status: 403,
      data: { message: expect.stringMatching(/only looking/) },
    })
    const refused = (await linesOf(acme.id)).slice(-3)
    expect(refused).toMatchObject(
      ['createProject', 'setLogo', '/organization/create-team'].map((at) => ({
        action: 'impersonation.refused',
        actor_id: cleo.id,
        impersonator_id: olive.id,
        details: { userId: cleo.id, at },
      })),
    )
  })

  test('is seen in the organization’s own log under both names, and its owners get one letter', async () => {
    await asOwner(sql`delete from jobs.job where name = 'mail'`)
    const known = (await linesOf(acme.id)).length
    const asCleo = await look(olive, cleo)
    await Promise.all(
      [getMembership, listProjects, listProjects].map((door) =>
        knock(door, { org: 'acme' }, asCleo),
      ),
    )
    await knock(listMySessions, undefined, asCleo)
    const lines = (await linesOf(acme.id)).slice(known)
    for (const line of lines) {
      expect(line).toMatchObject({ actor_id: cleo.id, impersonator_id: olive.id })
    }
    const said = lines.map(({ action, details }) => `${action} ${Object(details).at ?? reason}`)
    expect(said.toSorted()).toEqual(
      expect.arrayContaining([
        `impersonation.entered ${reason}`,
        'impersonation.looked getMembership',
        'impersonation.looked listProjects',
      ]),
    )
    expect(said.filter((each) => each.startsWith('impersonation.entered'))).toHaveLength(1)
    const ofTheAccount = (await linesOf(null)).at(-1)
    expect(ofTheAccount).toMatchObject({
      action: 'impersonation.looked',
      details: { at: 'listMySessions' },
    })
    const letters = await lettersTo(ada.email)
    expect(letters).toMatchObject([
      {
        letter: 'operator-looked',
        props: { operator: olive.name, person: cleo.name, organization: 'Acme', reason },
      },
    ])
    expect(letters[0]?.props.url).toMatch(/\/app\/acme\/audit$/)
  })
})

describe('allowing changes', () => {
  test('asks for the operator’s own password and a reason; then acts bear both names', async () => {
    const asCleo = await look(olive, cleo)
    expect(await stepUp(asCleo, 'another password')).toMatchObject({ status: 422 })
    expect(await knock(createProject, project, asCleo)).toMatchObject({ status: 403 })
    const stepped = await stepUp(asCleo)
    expect(stepped).toMatchObject({ status: 200 })
    expect(stepped.headers.getSetCookie(), 'the browser stays in the look').toEqual([])
    expect(await knock(createProject, project, asCleo)).toMatchObject({ status: 200 })
    const [line] = await asOwner(sql`select actor_id, impersonator_id from audit
      where action = 'project.created' order by id desc limit 1`)
    expect(line).toEqual({ actor_id: cleo.id, impersonator_id: olive.id })
    const team = { name: 'Research', organizationId: acme.id }
    const made = await callAuth('/organization/create-team', { body: team, headers: asCleo })
    expect(made.status).toBe(200)
    const [other] = await asOwner(sql`select actor_id, impersonator_id from audit
      where action = 'team.created' order by id desc limit 1`)
    expect(other).toEqual({ actor_id: cleo.id, impersonator_id: olive.id })
    expect((await linesOf(null)).at(-1)).toMatchObject({
      action: 'impersonation.stepped_up',
      details: { userId: cleo.id, reason },
    })
  })

  test('is not for support, nor for the password of whoever is looked through, and guesses are counted', async () => {
    await asOwner(sql`update "user" set role = 'support' where id = ${olive.id}`)
    const asCleo = await look(olive, cleo)
    expect(await stepUp(asCleo)).toMatchObject(refusedAs(/role/))
    await asOwner(sql`update "user" set role = 'operator' where id = ${olive.id}`)
    const answers = []
    for (let guess = 0; guess < 11; guess++)
      answers.push((await stepUp(asCleo, `guess ${guess}`)).status)
    expect(new Set(answers.slice(0, 8))).toEqual(new Set([422]))
    expect(answers.at(-1)).toBe(503)
    await asOwner(sql`delete from rate_limit`)
  })

  test('asks whoever has an authenticator for its code, and no password will do', async () => {
    const eve = await arrive('eve')
    await asOwner(sql`update "user" set role = 'operator' where id = ${eve.id}`)
    const { headers, code } = await setUpAuthenticator(eve)
    const asCleo = await look({ ...eve, headers }, cleo)
    expect(await knock(getProofAsked, {}, asCleo)).toMatchObject({ result: 'authenticator' })
    for (const wrong of ['000000', password]) {
      expect(await stepUp(asCleo, wrong)).toMatchObject({ status: 422 })
      expect(await knock(createProject, project, asCleo)).toMatchObject({ status: 403 })
    }
    const stepped = await stepUp(asCleo, code())
    expect(stepped).toMatchObject({ status: 200 })
    expect(stepped.headers.getSetCookie(), 'the browser stays in the look').toEqual([])
    const made = { ...project, name: 'Made by code' }
    expect(await knock(createProject, made, asCleo)).toMatchObject({ status: 200 })
  })

  test('is over when the operator is support from now on', async () => {
    const asCleo = await look(olive, cleo)
    expect(await stepUp(asCleo)).toMatchObject({ status: 200 })
    await asOwner(sql`update "user" set role = 'support' where id = ${olive.id}`)
    expect(await knock(createProject, project, asCleo)).toMatchObject(refusedAs(/role/))
    await asOwner(sql`update "user" set role = 'operator' where id = ${olive.id}`)
  })
})

test('the console is closed to whoever looks', async () => {
  const asCleo = await look(olive, cleo)
  expect(await knock(getOperator, undefined, asCleo)).toMatchObject({ status: 404 })
  expect(await callAuth('/admin/list-users', { headers: asCleo })).toMatchObject({ status: 404 })
})

/** The cookies by which a browser holds an account besides the one at work. */
const onlyHeld = (headers: Headers) =>
  (headers.get('cookie') ?? '')
    .split('; ')
    .filter((each) => each.includes('_multi-'))
    .join('; ')
