import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

type Kind = {
  /** It asks for a PIN, a face or a finger. */
  verifiesUser?: boolean
  synced?: boolean
  /** The model, as its maker registered it. */
  aaguid?: string
}

/** What a page would give it: where it is, and what the server asked for. */
type Asked = { origin: string; challenge: string; rpId?: string }

/**
 * A device that keeps one passkey, written from the specification (WebAuthn Level 3, 6 and 8.7): what it says is
 * checked by the server as what a real one says.
 */
export function newAuthenticator({ verifiesUser = true, synced = true, aaguid }: Kind = {}) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = privateKey.export({ format: 'jwk' })
  const id = randomBytes(16)
  const model = Buffer.from((aaguid ?? '0'.repeat(32)).replaceAll('-', ''), 'hex')
  const coordinate = (value: string) => Buffer.from(value, 'base64url')
  const publicKey = map([
    [whole(1), whole(2)],
    [whole(3), whole(-7)],
    [whole(-1), whole(1)],
    [whole(-2), bytes(coordinate(x))],
    [whole(-3), bytes(coordinate(y))],
  ])
  const flags = 1 | (verifiesUser ? 4 : 0) | (synced ? 8 | 16 : 0)

  const data = (rpId: string, more = Buffer.alloc(0)) =>
    Buffer.concat([
      createHash('sha256').update(rpId).digest(),
      Buffer.from([flags | (more.length > 0 ? 64 : 0), 0, 0, 0, 0]),
      more,
    ])

  const said = (type: string, { origin, challenge }: Asked) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

  const envelope = {
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
  }

  return {
    /** Makes its passkey for whoever is asked for. */
    register(asked: Asked) {
      const length = Buffer.from([0, id.length])
      const made = Buffer.concat([model, length, id, publicKey])
      const attestation = map([
        [text('fmt'), text('none')],
        [text('attStmt'), map([])],
        [text('authData'), bytes(data(asked.rpId ?? 'localhost', made))],
      ])
      return {
        ...envelope,
        response: {
          clientDataJSON: said('webauthn.create', asked).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    /** Shows that it has the passkey. */
    use(asked: Asked) {
      const authenticatorData = data(asked.rpId ?? 'localhost')
      const client = said('webauthn.get', asked)
      const signed = Buffer.concat([
        authenticatorData,
        createHash('sha256').update(client).digest(),
      ])
      return {
        ...envelope,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
        },
      }
    },
  }
}

export type Authenticator = ReturnType<typeof newAuthenticator>

// As much of CBOR (RFC 8949) as a passkey needs: the kind in the three upper bits, the length or value after it.
function head(kind: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(kind << 5) | value])
  if (value < 256) return Buffer.from([(kind << 5) | 24, value])
  return Buffer.from([(kind << 5) | 25, value >> 8, value & 255])
}

const whole = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value))
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value])
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)])
const map = (entries: [Buffer, Buffer][]) =>
  Buffer.concat([head(5, entries.length), ...entries.flat()])
