import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { asOwner } from '../support/database'
import { callAuth, origin } from '../support/knock'
import { withCookies } from '../support/second-step'

/** A passkey that somebody registered, with the private half of it. */
export type Key = { id: string; privateKey: KeyObject }

export async function giveKey(userId: string): Promise<Key> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  // COSE, RFC 9053: an ES256 key on P-256.
  const cose = Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ])
  const id = createHash('sha256').update(cose).digest('base64url')
  await asOwner(sql`insert into passkey
    (id, public_key, user_id, credential_id, counter, device_type, backed_up)
    values (${id}, ${cose.toString('base64')}, ${userId}, ${id}, 0, 'singleDevice', false)`)
  return { id, privateKey }
}

/** Signs in with it. @param verified whether the authenticator asked for a PIN, a face or a finger */
export async function useKey({ id, privateKey }: Key, verified: boolean) {
  const asked = await callAuth('/passkey/generate-authenticate-options')
  const client = JSON.stringify({ type: 'webauthn.get', challenge: asked.data?.challenge, origin })
  const rpId = createHash('sha256').update(new URL(origin).hostname).digest()
  const data = Buffer.concat([rpId, Buffer.from([verified ? 0b101 : 0b001, 0, 0, 0, 0])])
  const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
  return callAuth('/passkey/verify-authentication', {
    headers: withCookies(new Headers(), asked.headers),
    body: {
      response: {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: Buffer.from(client).toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
        },
      },
    },
  })
}
