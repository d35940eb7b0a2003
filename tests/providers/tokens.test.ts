import './stand-ins'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { closedPaths } from '~/auth/closed-paths.server'
import { accessTokenFor } from '~/auth/providers/provider-tokens.server'
import { env } from '~/env.server'
import { listLinked } from '~/features/account/linked.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { people } from '../support/people'
import { through, whoIs } from './through'

const ada = await through('google', people.ada.email)
await through('github', people.ada.email, { path: '/link-social', headers: ada.headers })
const { id } = Object(await whoIs(ada.headers))

test('our own server code speaks to the provider in the name of the person', async () => {
  expect(await speak(await accessTokenFor(id, 'google'))).toBe(people.ada.email)
  expect(await accessTokenFor(id, 'github')).toMatch(/^gho_/)
})

test('a token that is about to end is renewed, once for all who ask at the same time', async () => {
  const before = await accessTokenFor(id, 'google')
  await asOwner(sql`update account set access_token_expires_at = now() - interval '1 minute'
    where provider_id = 'google'`)
  const tokens = await Promise.all([1, 2, 3].map(() => accessTokenFor(id, 'google')))
  expect(new Set(tokens).size).toBe(1)
  expect(tokens[0]).not.toBe(before)
  expect(await accessTokenFor(id, 'google')).toBe(tokens[0])
  expect(await speak(tokens[0] ?? '')).toBe(people.ada.email)
})

test('where the provider gives no new token, the account is to be linked again', async () => {
  await asOwner(sql`update account set access_token_expires_at = now() - interval '1 minute',
    refresh_token = 'nonsense' where provider_id = 'google'`)
  await expect(accessTokenFor(id, 'google')).rejects.toMatchObject({ code: 'conflict' })
  await expect(accessTokenFor(id, 'discord')).rejects.toMatchObject({ code: 'not_found' })
  await through('google', people.ada.email)
  expect(await speak(await accessTokenFor(id, 'google'))).toBe(people.ada.email)
})

test('no token lies in the database as it is, and none that says who somebody is lies there at all', async () => {
  const rows = await asOwner(sql`select * from account`)
  expect(rows).toHaveLength(2)
  const stored = JSON.stringify(rows)
  for (const token of await tokens()) expect(stored).not.toContain(token)
  expect(rows.map((row) => row.id_token)).toEqual([null, null])
  expect(stored).not.toMatch(/gho_|google_|eyJ/)
})

test('no answer of ours has a token of a provider in it', async () => {
  const { headers } = ada
  const answers = await Promise.all([
    callAuth('/list-accounts', { headers }).then(({ data }) => JSON.stringify(data)),
    callAuth('/get-session', { headers }).then(({ data }) => JSON.stringify(data)),
    knock(listLinked, undefined, headers).then(({ body }) => body),
  ])
  expect(answers[0]).toContain('google')
  expect(answers[2]).toContain('google')
  const secrets = [...(await tokens()), 'gho_', 'google_', env.providers.google?.clientSecret]
  for (const answer of answers) {
    for (const secret of secrets) expect(answer).not.toContain(secret)
  }
})

test.each(['/get-access-token', '/refresh-token', '/account-info'])(
  '%s is not there for anybody outside, whatever they send',
  async (path) => {
    expect(closedPaths).toContain(path)
    const { headers } = ada
    const [row] = await asOwner(sql`select id from account where provider_id = 'google'`)
    const accountId = String(row?.id)
    for (const each of [path, `${path}/`, path.toUpperCase()]) {
      expect((await callAuth(each, { headers, body: { accountId } })).status).toBe(404)
      expect((await callAuth(each, { headers, query: { accountId } })).status).toBe(404)
    }
  },
)

const tokens = () => Promise.all(['google', 'github'].map((name) => accessTokenFor(id, name)))

/** Whose token this is, as the stand-in of Google says. */
async function speak(token: string) {
  const answer = await fetch(`${env.standIns.google}/oauth2/v2/userinfo`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return (await answer.json()).email
}
