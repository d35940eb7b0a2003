import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { leftOut, parts } from '~/auth/account/own-data.server'
import { env } from '~/env.server'
import * as data from '~/features/account/data.functions'
import { setPicture } from '~/features/account/picture.functions'
import { createProject } from '~/features/projects/projects.functions'
import server from '~/server'
import { asOwner } from '../support/database'
import { callAuth, doorOf, knock, origin } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, found, type Person, password, signIn } from '../support/people'

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

async function archiveOf({ headers }: Person) {
  const all = new Headers(headers)
  all.set('sec-fetch-site', 'same-origin')
  all.set('x-tsr-serverfn', 'true')
  const { url } = doorOf(data.exportMyData)
  const request = new Request(origin + url, { method: 'POST', headers: all })
  const answer = await server.fetch(request)
  return { answer, files: unzipSync(new Uint8Array(await answer.arrayBuffer())) }
}

const rowsIn = (files: Record<string, Uint8Array>, name: string) =>
  z
    .object({ rows: z.array(z.record(z.string(), z.unknown())) })
    .parse(JSON.parse(strFromU8(files[`${name}.json`] ?? new Uint8Array()))).rows

const remove = ({ headers }: Person, body: object = { password }) =>
  callAuth('/delete-user', { body, headers })

const withPicture = async ({ headers }: Person) => {
  const form = new FormData()
  form.set('picture', new File([Buffer.from(pixel, 'base64')], 'me.png', { type: 'image/png' }))
  expect((await knock(setPicture, form, headers)).status).toBe(200)
}

/** Every place in the database where a word stands. */
async function placesOf(word: string): Promise<string[]> {
  const tables = await asOwner(sql`
    select table_schema || '.' || quote_ident(table_name) as name, table_name as short
    from information_schema.tables where table_schema in ('public', 'jobs') and table_type = 'BASE TABLE'`)
  const places: string[] = []
  for (const { name, short } of tables) {
    const [first] = await asOwner(
      sql`select 1 from ${sql.raw(String(name))} as t where position(${word} in to_jsonb(t)::text) > 0 limit 1`,
    )
    if (first) places.push(String(short))
  }
  return places.sort()
}

let ada: Person
let bob: Person
beforeAll(async () => {
  ada = await arrive('ada')
  bob = await arrive('bob')
})

test('a person takes along what the product knows of them: theirs, nobody else’s, and nothing that opens anything', async () => {
  const acme = await found('acme', ada, [{ person: bob, role: 'admin' }])
  await withPicture(ada)
  await knock(createProject, { org: acme.slug, name: 'Atlas' }, ada.headers)
  await knock(createProject, { org: acme.slug, name: 'Not hers' }, bob.headers)
  const body = { organizationId: acme.id, email: 'new@acme.test', role: 'member' }
  await callAuth('/organization/invite-member', { body, headers: ada.headers })

  const { answer, files } = await archiveOf(ada)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-disposition')).toMatch(/atrium-export-\d{4}-\d\d-\d\d\.zip/)
  expect(rowsIn(files, 'profile')).toMatchObject([{ email: ada.email }])
  expect(rowsIn(files, 'organizations')).toMatchObject([{ organization: { slug: 'acme' } }])
  expect(rowsIn(files, 'projects').map(({ name }) => name)).toEqual(['Atlas'])
  expect(rowsIn(files, 'invitations')).toMatchObject([{ email: 'new@acme.test', sentByYou: true }])
  const acts = rowsIn(files, 'activity').map(({ action }) => action)
  expect(acts).toEqual(expect.arrayContaining(['project.created', 'invitation.sent']))
  expect(Buffer.from(files['picture.png'] ?? '').subarray(1, 4)).toEqual(Buffer.from('PNG'))

  for (const [name, { row }] of Object.entries(parts)) {
    for (const each of rowsIn(files, name)) expect(row.safeParse(each).error, name).toBeUndefined()
    const schema = JSON.parse(strFromU8(files[`schemas/${name}.schema.json`] ?? new Uint8Array()))
    expect(schema).toMatchObject({ type: 'object', properties: { rows: { type: 'array' } } })
  }
  const everything = Object.values(files)
    .map((file) => strFromU8(file))
    .join('\n')
  const secrets = await asOwner(sql`
    select token as word from session union select password from account where password is not null
    union select token_hash from device`)
  for (const { word } of secrets) expect(everything).not.toContain(word)
  expect(everything).not.toContain(bob.email)
})

test('everything that refers to a person is in the archive, or left out for a reason', async () => {
  const references = await asOwner(sql`
    select distinct conrelid::regclass::text as name from pg_constraint
    where contype = 'f' and confrelid = '"user"'::regclass`)
  const known = new Set([
    ...Object.values(parts).flatMap(({ from }) => from),
    ...Object.keys(leftOut),
  ])
  const tables = references.map(({ name }) => String(name))
  expect(tables.length).toBeGreaterThan(7)
  expect(tables.filter((table) => !known.has(table))).toEqual([])
  for (const [table, why] of Object.entries(leftOut)) expect(why, table).toMatch(/\w+ \w+/)

  const cleo = await arrive('cleo')
  const places = [...(await placesOf(cleo.id)), ...(await placesOf(cleo.email))]
  expect(places.filter((table) => !known.has(table) && !table.startsWith('job'))).toEqual([])
})

test('an archive and an end are for whoever is there now, and themselves', async () => {
  const eve = await arrive('eve')
  await asOwner(
    sql`update session set created_at = now() - interval '1 hour' where user_id = ${eve.id}`,
  )
  expect(await remove(eve, {})).toMatchObject({ status: 403, data: { code: 'SESSION_NOT_FRESH' } })
  await asOwner(
    sql`update session set created_at = now() - interval '2 days' where user_id = ${eve.id}`,
  )
  expect(await knock(data.exportMyData, undefined, eve.headers)).toMatchObject({
    error: { code: 'unconfirmed' },
  })
  const wrong = await remove(eve, { password: 'not the password' })
  expect(wrong).toMatchObject({ status: 400, data: { code: 'INVALID_PASSWORD' } })
  const byLetter = await remove(eve, { token: 'anything' })
  expect(byLetter).toMatchObject({ status: 422, data: { code: 'REFUSED' } })
  expect(await asOwner(sql`select 1 from "user" where id = ${eve.id}`)).toHaveLength(1)
})

test('the only owner of an organization is told which one keeps them, and nothing is lost', async () => {
  const olive = await arrive('olive')
  await found('initech', olive)
  const keeps =
    'You are the only owner of Initech. Make somebody else owner first, or delete the organization.'
  expect(await knock(data.findWhatKeeps, undefined, olive.headers)).toMatchObject({ result: keeps })
  expect(await remove(olive)).toMatchObject({ status: 409, data: { message: keeps } })
  expect((await callAuth('/get-session', { headers: olive.headers })).data).not.toBeNull()
  expect(await lettersTo(olive.email)).toEqual([])
})

test('an account that is deleted is gone everywhere at once; what it made stays, and its address gets one letter', async () => {
  await withPicture(bob)
  const elsewhere = await signIn(bob.email)
  expect(await knock(data.findWhatKeeps, undefined, bob.headers)).toMatchObject({ result: null })
  expect(await remove(bob)).toMatchObject({ status: 200 })

  for (const headers of [bob.headers, elsewhere]) {
    expect((await callAuth('/get-session', { headers })).data).toBeNull()
  }
  await expect(signIn(bob.email)).rejects.toMatchObject({ status: 'UNAUTHORIZED' })
  expect((await lettersTo(bob.email)).map(({ letter }) => letter)).toContain('account-deleted')
  // What the organizations remember of whoever was a member, and letters on their way.
  const remembering = ['audit', 'audit_change', 'job', 'job_common']
  const places = [...(await placesOf(bob.id)), ...(await placesOf(bob.email))]
  expect(places.filter((table) => !remembering.includes(table))).toEqual([])
  expect(await asOwner(sql`select created_by from project where name = 'Not hers'`)).toEqual([
    { created_by: null },
  ])
  const left = sql`select 1 from audit where action = 'member.left' and actor_id = ${bob.id}`
  expect(await asOwner(left)).toHaveLength(1)
  expect(existsSync(join(env.FILES_DIR, bob.id))).toBe(false)
})
