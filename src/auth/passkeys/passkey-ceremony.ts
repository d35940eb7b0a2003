import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  WebAuthnAbortService,
  WebAuthnError,
} from '@simplewebauthn/browser'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'

/** Whether this browser can use passkeys at all, and whether it offers them in a field that people type into. */
export const supportsPasskeys = browserSupportsWebAuthn
export const supportsPasskeyAutofill = browserSupportsWebAuthnAutofill

/**
 * Signs in with whichever passkey the person chooses in the browser's prompt. Gives better-auth's answer.
 * @throws Refusal
 */
export async function enterWithPasskey(): Promise<unknown> {
  return enter(await prompt(await anyPasskey()))
}

/**
 * The same once a passkey is chosen in the field marked `webauthn`, however long that takes; another prompt or
 * `leaveCeremony` ends the waiting. Gives null when no passkey was chosen.
 * @throws Refusal when the one that was chosen does not do
 */
export async function enterByAutofill(): Promise<unknown> {
  // Nobody asked for it aloud: what the browser or the network has against it is not told either.
  const response = await anyPasskey()
    .then((options) => prompt(options, true))
    .catch(() => null)
  return response && enter(response)
}

/** Shows that it is them, with a passkey of the account that is signed in. Throws a Refusal. */
export async function confirmWithPasskey(): Promise<void> {
  const options = await askOptions()
  const response = await prompt({ ...options, userVerification: 'required' })
  answered(await authClient.$fetch('/step-up/passkey', { method: 'POST', body: { response } }))
}

/** Ends whatever prompt is open or waiting. */
export function leaveCeremony(): void {
  WebAuthnAbortService.cancelCeremony()
}

/** Asked while somebody is signed in, the options name that account's passkeys only. */
async function anyPasskey(): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return { ...(await askOptions()), allowCredentials: [] }
}

async function enter(response: Shown): Promise<unknown> {
  return answered<unknown>(
    await authClient.$fetch('/passkey/verify-authentication', {
      method: 'POST',
      body: { response },
    }),
  )
}

async function askOptions(): Promise<PublicKeyCredentialRequestOptionsJSON> {
  if (!supportsPasskeys()) throw refusal('PASSKEYS_UNSUPPORTED')
  const options = answered(
    await authClient.$fetch<PublicKeyCredentialRequestOptionsJSON>(
      '/passkey/generate-authenticate-options',
    ),
  )
  if (!options) throw refusal('AUTHENTICATION_FAILED')
  return options
}

type Shown = Awaited<ReturnType<typeof startAuthentication>>

async function prompt(
  optionsJSON: PublicKeyCredentialRequestOptionsJSON,
  useBrowserAutofill = false,
): Promise<Shown> {
  try {
    return await startAuthentication({ optionsJSON, useBrowserAutofill })
  } catch (error) {
    throw refusal(error instanceof WebAuthnError ? error.code : 'AUTH_CANCELLED')
  }
}

/** A refusal in the words of `passkeySentences`. */
function refusal(code: string): Error {
  try {
    answered({ data: null, error: { code, status: 400 } })
  } catch (error) {
    if (error instanceof Error) return error
  }
  return new Error(code)
}
