import app from 'app.config'
import type { RefusalCode } from '~/refusal'

type Saying = { code: RefusalCode; sentence: string; field?: string }

const unused: Saying = {
  code: 'invalid',
  sentence: 'No passkey was used. Try again, or choose another way.',
}

const tooLate: Saying = {
  code: 'invalid',
  sentence: 'This took too long, or was done in another tab. Try again.',
}

const elsewhere: Saying = {
  code: 'invalid',
  sentence: `Passkeys work only at the address that ${app.name} is known under. Open it there.`,
}

const notMade: Saying = {
  code: 'invalid',
  sentence: 'This device could not make a passkey. Try another device or a password manager.',
}

/**
 * What people are told when a passkey does not do: better-auth's codes, and those of the browser's own prompt. Part
 * of the map in `auth/answered.ts`.
 */
export const passkeySentences: Record<string, Saying> = {
  PASSKEYS_UNSUPPORTED: {
    code: 'invalid',
    sentence: 'This browser cannot use passkeys. Choose another way.',
  },
  // Also that of an account that was deleted: its passkeys went with it, and the device does not know.
  PASSKEY_NOT_FOUND: {
    code: 'not_found',
    sentence:
      'This passkey is not known here any more. Choose another way, and remove it from your device.',
  },
  CHALLENGE_NOT_FOUND: tooLate,
  AUTHENTICATION_FAILED: {
    code: 'forbidden',
    sentence: 'This passkey could not be checked. Try again, or choose another way.',
  },
  FAILED_TO_VERIFY_REGISTRATION: {
    code: 'invalid',
    sentence: 'This passkey could not be checked, and was not added. Try again.',
  },
  YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: {
    code: 'forbidden',
    sentence: 'This passkey belongs to another account.',
  },
  FAILED_TO_UPDATE_PASSKEY: {
    code: 'not_found',
    sentence: 'This passkey was removed meanwhile.',
  },

  // Dismissed, or not answered in time: browsers do not tell the two apart.
  AUTH_CANCELLED: unused,
  REGISTRATION_CANCELLED: unused,
  ERROR_CEREMONY_ABORTED: unused,
  ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY: unused,
  ERROR_AUTHENTICATOR_GENERAL_ERROR: {
    code: 'invalid',
    sentence: 'The device that keeps your passkey did not answer as it should. Try again.',
  },
  ERROR_INVALID_DOMAIN: elsewhere,
  ERROR_INVALID_RP_ID: elsewhere,
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: {
    code: 'conflict',
    sentence: 'This device has a passkey for your account already.',
  },
  ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT: notMade,
  ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT: notMade,
  ERROR_AUTHENTICATOR_NO_SUPPORTED_PUBKEYCREDPARAMS_ALG: notMade,
}
