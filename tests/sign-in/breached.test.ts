import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import app from 'app.config'
import { afterAll, afterEach, expect, test } from 'vitest'
import { answered } from '~/auth/answered'
import { env } from '~/env.server'
import { callAuth } from '../support/knock'
import { lettersTo, tokenIn } from '../support/letters'
import { arrive, password } from '../support/people'

const stolen = 'correct horse battery staple'
const asked: string[] = []

/** Speaks the protocol of Have I Been Pwned, and knows one password. */
const thieves = createServer((request, response) => {
  asked.push(request.url ?? '')
  const hash = createHash('sha1').update(stolen).digest('hex').toUpperCase()
  const known = request.url?.endsWith(hash.slice(0, 5))
    ? `${hash.slice(5)}:42`
    : `${'0'.repeat(35)}:9`
  response.end([`${'F'.repeat(35)}:0`, known].join('\r\n'))
})
await new Promise<void>((resolve) => thieves.listen(0, '127.0.0.1', resolve))
const address = thieves.address()
const here = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
afterAll(() => thieves.close())

app.signIn.breachedPasswords = true
env.BREACHED_PASSWORDS_URL = here
afterEach(() => {
  env.BREACHED_PASSWORDS_URL = here
})

const ada = await arrive('ada')
const signUp = (email: string, secret: string) =>
  callAuth('/sign-up/email', { body: { name: 'Somebody', email, password: secret } })

test('a password that thieves know is refused in words, and only the beginning of its hash was told', async () => {
  const { status, data } = await signUp('new@acme.test', stolen)
  expect(status).toBe(400)
  expect(() => answered({ data: null, error: { ...data, status } })).toThrow(/known from a theft/)
  expect(asked.at(-1)).toMatch(/^\/range\/[0-9A-F]{5}$/)
  // What pads the answer was stolen from nobody.
  expect((await signUp('new@acme.test', password)).status).toBe(200)
})

test('so it is when an account has one: a change and a reset', async () => {
  const { headers, email } = ada
  const change = { currentPassword: password, newPassword: stolen }
  expect((await callAuth('/change-password', { body: change, headers })).data).toMatchObject({
    code: 'PASSWORD_COMPROMISED',
  })
  await callAuth('/request-password-reset', { body: { email } })
  const token = tokenIn((await lettersTo(email)).at(-1))
  const reset = await callAuth('/reset-password', { body: { token, newPassword: stolen } })
  expect(reset.data).toMatchObject({ code: 'PASSWORD_COMPROMISED' })
  // The link is not used up by that.
  const again = { token, newPassword: 'another horse battery staple' }
  expect((await callAuth('/reset-password', { body: again })).status).toBe(200)
})

test('a taken address is answered like a free one there too', async () => {
  const [taken, free] = [await signUp(ada.email, stolen), await signUp('free@acme.test', stolen)]
  expect(taken.status).toBe(free.status)
  expect(taken.data).toEqual(free.data)
})

test('signing in asks nobody', async () => {
  const before = asked.length
  await callAuth('/sign-in/email', { body: { email: ada.email, password: stolen } })
  expect(asked.length).toBe(before)
})

test('while the service is away people sign up all the same', async () => {
  env.BREACHED_PASSWORDS_URL = 'http://127.0.0.1:9'
  expect((await signUp('unasked@acme.test', stolen)).status).toBe(200)
})

test('where the product does not ask, nothing is asked', async () => {
  app.signIn.breachedPasswords = false
  const before = asked.length
  expect((await signUp('quiet@acme.test', stolen)).status).toBe(200)
  expect(asked.length).toBe(before)
})
