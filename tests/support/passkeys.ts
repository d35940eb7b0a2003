import type { Authenticator } from './authenticator'
import { callAuth, origin } from './knock'
import type { Person } from './people'
import { withCookies } from './second-step'

/** Adds the authenticator's passkey to somebody's account, as the page does. */
export async function addPasskey(
  { headers }: Pick<Person, 'headers'>,
  device: Authenticator,
  more: { name?: unknown; createSession?: boolean } = {},
  from = origin,
) {
  const asked = await callAuth('/passkey/generate-register-options', { headers })
  if (asked.status !== 200) return asked
  return callAuth('/passkey/verify-registration', {
    headers: keeping(headers, asked.headers),
    body: {
      response: device.register({ origin: from, challenge: String(asked.data?.challenge) }),
      ...more,
    },
  })
}

/** What a page sends when the authenticator was used, and the headers it sends that with. */
export async function showPasskey(device: Authenticator, headers = new Headers(), from = origin) {
  const asked = await callAuth('/passkey/generate-authenticate-options', { headers })
  return {
    headers: keeping(headers, asked.headers),
    body: { response: device.use({ origin: from, challenge: String(asked.data?.challenge) }) },
  }
}

/** Signs in with it. */
export async function enter(device: Authenticator, headers = new Headers(), from = origin) {
  return callAuth('/passkey/verify-authentication', await showPasskey(device, headers, from))
}

function keeping(headers: Headers, answer: Headers): Headers {
  const all = new Headers(headers)
  all.set('cookie', withCookies(headers, answer).get('cookie') ?? '')
  return all
}
