import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { Misconfigured } from '~/env.server'

/** The longest that Apple takes: half a year, in seconds. */
const lifetime = 180 * 86_400

type Key = { clientId: string; teamId: string; keyId: string; privateKey: string }

/**
 * Apple's client secret: a token signed with the key that its console gives out. Good for 180 days from now, so a
 * process is to be started anew before that.
 * @param privateKey the .p8 file's text; its line breaks may be written as \n
 * @throws Misconfigured where it is no such key
 */
export function appleSecret({ clientId, teamId, keyId, privateKey }: Key): string {
  const now = Math.floor(Date.now() / 1000)
  const said = [
    { alg: 'ES256', kid: keyId },
    {
      iss: teamId,
      iat: now,
      exp: now + lifetime,
      aud: 'https://appleid.apple.com',
      sub: clientId,
    },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  const key = read(privateKey.replaceAll('\\n', '\n'))
  const signature = sign('sha256', Buffer.from(said.join('.')), { key, dsaEncoding: 'ieee-p1363' })
  return [...said, signature.toString('base64url')].join('.')
}

function read(text: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch {
    throw new Misconfigured('APPLE_PRIVATE_KEY must be the text of the .p8 file from Apple.')
  }
}
