import { expect } from 'vitest'
import { loginOf } from '../../dev/providers.ts'
import { callAuth, origin, visit } from '../support/knock'
import { cookiesOf } from '../support/people'

type Begun = {
  /** What the browser holds besides, for whoever is signed in. */
  headers?: Headers
  path?: '/sign-in/social' | '/link-social'
  body?: object
}

export type Back = {
  status: number
  /** Where the browser is sent: a path of ours. */
  location: string
  /** What better-auth says went wrong, if anything. */
  error: string | null
  /** What the browser holds afterwards. */
  headers: Headers
}

/** Sets out for a provider, with nothing but what a browser does. */
export async function setOut(
  provider: string,
  { headers = new Headers(), path = '/sign-in/social', body = {} }: Begun = {},
): Promise<{ url: URL; headers: Headers }> {
  const answer = await callAuth(path, {
    headers,
    body: { provider, callbackURL: '/app', errorCallbackURL: '/sign-in', ...body },
  })
  expect(answer.status, JSON.stringify(answer.data)).toBe(200)
  return { url: new URL(String(answer.data?.url)), headers: holding(headers, answer.headers) }
}

/** Chooses an account there; gives the path of ours that the stand-in sends the browser back to. */
export async function choose(url: URL, email: string): Promise<string> {
  const isGoogle = url.pathname === '/o/oauth2/v2/auth'
  const answer = await fetch(
    new URL(isGoogle ? '/o/oauth2/v2/auth/callback' : '/login/oauth/callback', url),
    {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams([...url.searchParams, ['email', email], ['login', loginOf(email)]]),
    },
  )
  return String(answer.headers.get('location')).replace(origin, '')
}

/** Comes back from a provider. */
export async function comeBack(path: string, headers = new Headers()): Promise<Back> {
  const answer = await visit(path, headers)
  const location = String(answer.headers.get('location')).replace(origin, '')
  return {
    status: answer.status,
    location,
    error: new URL(location, origin).searchParams.get('error'),
    headers: holding(headers, answer.headers),
  }
}

/** The whole way: to the provider, through its page as the owner of this address, and back. */
export async function through(provider: string, email: string, begun: Begun = {}): Promise<Back> {
  const { url, headers } = await setOut(provider, begun)
  return comeBack(await choose(url, email), headers)
}

/** Who is signed in with these. */
export async function whoIs(headers: Headers) {
  const { data } = await callAuth('/get-session', { headers })
  return data?.user
}

/** What a browser holds that has got these answers one after the other. */
function holding(before: Headers, answer: Headers): Headers {
  const held = new Map(
    [before.get('cookie') ?? '', cookiesOf(answer)]
      .flatMap((line) => line.split('; '))
      .filter(Boolean)
      .map((cookie) => [cookie.split('=')[0], cookie]),
  )
  return new Headers({ cookie: [...held.values()].join('; ') })
}
