import { betterAuth } from 'better-auth'
import { genericOAuth } from 'better-auth/plugins'
import { createEmulator } from 'emulate'
import { afterAll, expect, test } from 'vitest'
import { auth } from '~/auth/auth.server'
import { openIdProvidersOf } from '~/auth/providers/providers.server'
import { readProviders } from '~/providers.server'
import { lettersTo } from '../support/letters'
import { cookiesOf, people } from '../support/people'

const origin = 'http://localhost:3000'
const { name, email } = people.ada

/** An OpenID server of somebody's own. */
const server = await createEmulator({
  service: 'okta',
  port: 0,
  seed: {
    okta: {
      users: [{ login: 'ada', okta_id: 'ada', email, display_name: name, first_name: name }],
      oauth_clients: [
        {
          client_id: 'atrium',
          client_secret: 'not-a-secret',
          name: 'Atrium',
          redirect_uris: [`${origin}/api/auth/callback/acme-id`],
          auth_server_id: 'default',
        },
      ],
    },
  },
})
afterAll(() => server.close())

const wanted = { id: 'acme-id', name: 'Acme', issuer: `${server.url}/oauth2/default` }
const variables = { ACME_ID_CLIENT_ID: 'atrium', ACME_ID_CLIENT_SECRET: 'not-a-secret' }
const { told } = readProviders(variables, [wanted.id])

/** The product, with that server in `signIn.openId`. */
const product = betterAuth({
  ...auth.options,
  plugins: [
    ...auth.options.plugins.filter(({ id }) => id !== 'generic-oauth'),
    genericOAuth({ config: openIdProvidersOf([wanted], told) }),
  ],
})

test('a provider by OpenID Connect needs its id and its secret, and an id that is its own', () => {
  expect(readProviders({ ...variables, ACME_ID_CLIENT_SECRET: '' }, [wanted.id]).faults).toEqual([
    'ACME_ID_CLIENT_SECRET is missing: ACME_ID_CLIENT_ID is set',
  ])
  expect(openIdProvidersOf([wanted], {})).toEqual([])
  expect(readProviders({}, ['google']).faults).toEqual([expect.stringContaining('google')])
})

test('whoever is known there comes in, with the name and address that the server signed for', async () => {
  const begun = await ask('/sign-in/social', { provider: wanted.id, callbackURL: '/app' })
  const { url }: { url: string } = await begun.json()
  const asked = new URL(url)
  expect(asked.searchParams.get('scope')).toBe('openid profile email')
  expect(asked.searchParams.get('nonce')).toBeTruthy()
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256')

  const chosen = await fetch(`${asked.origin}${asked.pathname}/callback`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams([...asked.searchParams, ['user_ref', 'ada']]),
  })
  const back = await product.handler(
    new Request(chosen.headers.get('location') ?? '', {
      headers: { cookie: cookiesOf(begun.headers) },
    }),
  )
  expect(back.headers.get('location')).toBe('/app')
  const headers = new Headers({ cookie: cookiesOf(back.headers) })
  const session = await product.api.getSession({ headers })
  expect(session?.user).toMatchObject({ name, email, emailVerified: true })
  expect(await lettersTo(email)).toEqual([])
})

test('a token of that server handed in by a browser is no way in', async () => {
  const body = { provider: wanted.id, idToken: { token: 'a.b.c' } }
  const answer = await ask('/sign-in/social', body)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ code: 'ID_TOKEN_NOT_SUPPORTED' })
})

function ask(path: string, body: object): Promise<Response> {
  return product.handler(
    new Request(`${origin}/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    }),
  )
}
