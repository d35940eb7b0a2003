import { getAuthenticatorName, passkey } from '@better-auth/passkey'
import app from 'app.config'
import { createAuthMiddleware } from 'better-auth/api'
import { browserInWords } from '~/auth/account/browser-words'
import { env } from '~/env.server'
import { keepPasskeyRules } from './passkey-rules.server'

const plugin = passkey({
  rpName: app.name,
  // Passkeys belong to the address the product is known under, whatever a request says.
  rpID: new URL(env.APP_URL).hostname,
  origin: env.APP_URL,
  authenticatorSelection: {
    // Nobody types an address before using one: it must know by itself whose it is.
    residentKey: 'required',
    // A key without a PIN is welcome, as one factor: whoever asked for two is asked for the other one.
    userVerification: 'preferred',
  },
  registration: {
    // A first name, by who keeps it or else by where it was made; people change it where it is listed.
    afterVerification: ({ ctx, verification }) => ({
      name: suggestedName(verification.registrationInfo?.aaguid, ctx.headers?.get('user-agent')),
    }),
  },
})

/** Passkeys, with the rules better-auth leaves open. */
export const passkeys = {
  ...plugin,
  hooks: {
    before: [
      {
        matcher: ({ path }: { path?: string }) => path?.startsWith('/passkey/') ?? false,
        handler: createAuthMiddleware(keepPasskeyRules),
      },
    ],
  },
}

/**
 * Whether the authenticator asked for a PIN, a face or a finger, by the answer it signed. Believe it only after
 * better-auth has checked the signature.
 */
export function verifiedItsUser(response: unknown): boolean {
  const data = authenticatorData(response)
  // WebAuthn, 6.1: after the hash of the relying party's id, one byte of flags; bit 2 is "user verified".
  return data !== undefined && ((data[32] ?? 0) & 0b100) !== 0
}

function authenticatorData(response: unknown): Buffer | undefined {
  if (!isRecord(response) || !isRecord(response.response)) return undefined
  const { authenticatorData } = response.response
  return typeof authenticatorData === 'string'
    ? Buffer.from(authenticatorData, 'base64url')
    : undefined
}

function suggestedName(aaguid: string | undefined, userAgent: string | null | undefined): string {
  return getAuthenticatorName(aaguid) ?? browserInWords(userAgent)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
