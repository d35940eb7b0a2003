import './stand-ins'
import app from 'app.config'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { listLinked } from '~/features/account/linked.functions'
import { disownAct } from '~/features/account/not-me.functions'
import { asOwner } from '../support/database'
import { callAuth, knock } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { arrive, people, signIn } from '../support/people'
import { goFirstStep, withCookies } from '../support/second-step'
import { others } from './others'
import { through, whoIs } from './through'

const linking = (headers: Headers) => ({
  path: '/link-social' as const,
  headers,
  body: { callbackURL: '/app/account/security', errorCallbackURL: '/app/account/security' },
})

test('a person links an account of the same address, sees it, and signs in with it', async () => {
  const ada = await arrive('ada')
  const back = await through('github', ada.email, linking(ada.headers))
  expect(back.location).toBe('/app/account/security')
  expect(await linkedOf(ada.headers)).toMatchObject([
    { provider: 'github', name: 'GitHub', since: expect.any(Date) },
  ])
  const later = await through('github', ada.email)
  expect(await whoIs(later.headers)).toMatchObject({ id: ada.id })
})

test('an account of another address is never linked', async () => {
  const bob = await arrive('bob')
  const back = await through('google', people.eve.email, linking(bob.headers))
  expect(back.location).toBe('/app/account/security?error=email_does_not_match')
  expect(await linkedOf(bob.headers)).toEqual([])
})

test('an account whose address the provider does not vouch for is never linked', async () => {
  const cleo = await arrive('cleo')
  await asOwner(sql`update "user" set email = ${others.unsure.email} where id = ${cleo.id}`)
  const back = await through('google', others.unsure.email, linking(cleo.headers))
  expect(back.error).toBe('unable_to_link_account')
  expect(await linkedOf(cleo.headers)).toEqual([])
})

test('nobody links anything without a session, or by a token handed in', async () => {
  const body = { provider: 'google' }
  expect((await callAuth('/link-social', { body })).status).toBe(401)
  const headers = await signIn(people.ada.email)
  const handed = { ...body, idToken: { token: 'a.b.c' } }
  expect((await callAuth('/link-social', { body: handed, headers })).status).toBe(400)
})

test('a linked account is unlinked, and signs nobody in afterwards', async () => {
  const headers = await signIn(people.ada.email)
  const [github] = await linkedOf(headers)
  expect((await unlink(headers, github?.id)).status).toBe(200)
  expect(await linkedOf(headers)).toEqual([])
  expect((await unlink(headers, github?.id)).data).toMatchObject({ code: 'ACCOUNT_NOT_FOUND' })
})

test("nobody unlinks somebody else's account", async () => {
  const ada = await signIn(people.ada.email)
  await through('google', people.ada.email, linking(ada))
  const [google] = await linkedOf(ada)
  const bob = await signIn(people.bob.email)
  expect((await unlink(bob, google?.id)).data).toMatchObject({ code: 'ACCOUNT_NOT_FOUND' })
  expect(await linkedOf(ada)).toHaveLength(1)
})

test('who signed in long ago confirms that it is them first', async () => {
  const headers = await signIn(people.ada.email)
  const [google] = await linkedOf(headers)
  await asOwner(sql`update session set created_at = now() - interval '2 days'`)
  const refused = await unlink(headers, google?.id)
  expect(refused).toMatchObject({ status: 403, data: { code: 'SESSION_NOT_FRESH' } })
  expect(await linkedOf(headers)).toHaveLength(1)
})

test('where no letter lets anybody in the last way stays, also when two are unlinked at once; with a passkey it may go', async () => {
  const { email } = others.newcomer
  const { headers } = await through('google', email)
  const offered = { ...app.signIn }
  Object.assign(app.signIn, { password: false, magicLink: false, mailedCode: false })
  onTestFinished(() => void Object.assign(app.signIn, offered))
  const [only] = await linkedOf(headers)
  expect((await unlink(headers, only?.id)).data).toMatchObject({
    code: 'REFUSED',
    refusal: 'conflict',
    message: expect.stringContaining('This is how you sign in.'),
  })

  await through('github', email, linking(headers))
  const both = await linkedOf(headers)
  expect(both).toHaveLength(2)
  const answers = await Promise.all(both.map(({ id }) => unlink(headers, id)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const [left] = await linkedOf(headers)

  await asOwner(sql`insert into passkey (id, public_key, user_id, credential_id, counter, device_type, backed_up)
    select 'one', 'key', id, 'credential', 0, 'singleDevice', false from "user" where email = ${email}`)
  expect((await unlink(headers, left?.id)).status).toBe(200)
  expect(await linkedOf(headers)).toEqual([])
})

test('where a letter lets in, the last account elsewhere may go', async () => {
  const { email } = others.newcomer
  const headers = await byCode(email)
  await through('google', email, linking(headers))
  const [only] = await linkedOf(headers)
  expect((await unlink(headers, only?.id)).status).toBe(200)
  expect(await linkedOf(headers)).toEqual([])
})

test('its owner is told when an account is linked and when it is unlinked, and a line is written, not when they came with it', async () => {
  const { email } = others.newcomer
  const told = async () =>
    (await lettersTo(email)).flatMap(({ letter, props: { what, provider } }) =>
      letter === 'account-notice' && what?.startsWith('account') ? [`${what} ${provider}`] : [],
    )
  await asOwner(sql`delete from jobs.job`)
  await asOwner(sql`delete from "user" where email = ${email}`)
  const { headers } = await through('google', email)
  expect(await told()).toEqual([])
  await through('github', email, linking(headers))
  expect(await told()).toEqual(['account-linked GitHub'])
  // Once more is no news; and by coming with it, it is linked as well.
  await through('github', email)
  const [google] = await linkedOf(headers)
  await unlink(headers, google?.id)
  await through('google', email)
  expect(await told()).toEqual([
    'account-linked GitHub',
    'account-unlinked Google',
    'account-linked Google',
  ])
  const lines =
    await asOwner(sql`select action, actor_name, details ->> 'provider' as provider from audit
    where action in ('account.linked', 'account.unlinked') and details ->> 'userId' =
      (select id from "user" where email = ${email}) order by id`)
  const who = { actor_name: others.newcomer.name }
  expect(lines).toMatchObject([
    { ...who, action: 'account.linked', provider: 'GitHub' },
    { ...who, action: 'account.unlinked', provider: 'Google' },
    { ...who, action: 'account.linked', provider: 'Google' },
  ])
})

test('"It was not me" unlinks the account that the letter told of, and no other', async () => {
  await asOwner(sql`delete from "user" where email = ${people.bob.email}`)
  const bob = await arrive('bob')
  await through('google', bob.email, linking(bob.headers))
  await through('github', bob.email, linking(bob.headers))
  const letter = (await lettersTo(bob.email)).find(({ props }) => props.provider === 'GitHub')
  expect((await knock(disownAct, { token: tokenIn(letter) })).status).toBe(200)
  expect(await linkedOf(await byCode(bob.email))).toMatchObject([{ provider: 'google' }])
})

async function byCode(email: string): Promise<Headers> {
  const { headers } = await goFirstStep(email)
  return withCookies(new Headers(), headers)
}

const unlink = (headers: Headers, accountId = '') =>
  callAuth('/unlink-account', { headers, body: { accountId } })

async function linkedOf(headers: Headers): Promise<{ id: string; provider: string }[]> {
  const { result, body } = await knock(listLinked, undefined, headers)
  if (!Array.isArray(result)) throw new Error(body)
  return result
}
