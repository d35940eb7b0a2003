import type { RefusalCode } from '~/refusal'

type Saying = { code: RefusalCode; sentence: string }

const interrupted: Saying = {
  code: 'invalid',
  sentence: 'That took too long, or was finished in another tab. Try again.',
}

const silent: Saying = {
  code: 'unavailable',
  sentence: 'The provider did not answer as it should. Try again in a moment, or another way.',
}

const noAddress: Saying = {
  code: 'invalid',
  sentence:
    'The provider did not tell us your e-mail address. Allow it there, or choose another way.',
}

/** What became of somebody at a provider, by what better-auth writes into the address they come back to. */
const comingBack: Record<string, Saying> = {
  access_denied: {
    code: 'invalid',
    sentence: 'You did not go on at the provider. Nothing was done.',
  },
  account_not_linked: {
    code: 'conflict',
    sentence:
      'There is an account with this address already. Sign in the way you did before, then link the provider under Security.',
  },
  account_already_linked_to_different_user: {
    code: 'conflict',
    sentence: 'This account signs somebody else in here. Choose another one at the provider.',
  },
  email_does_not_match: {
    code: 'conflict',
    sentence: 'This account has another address than yours here. Link one with the same address.',
  },
  unable_to_link_account: {
    code: 'conflict',
    sentence:
      'The provider does not vouch for the address of this account, so it cannot be linked. Confirm the address there first.',
  },
  email_not_verified: {
    code: 'forbidden',
    sentence: 'Confirm your address first: we have just sent you a letter with a link.',
  },
  email_not_found: noAddress,
  signup_disabled: {
    code: 'forbidden',
    sentence: 'There is no account with this address yet. Create one first.',
  },
  BANNED_USER: {
    code: 'forbidden',
    sentence: 'This account has been suspended. Write to us if you think this is a mistake.',
  },
  state_mismatch: interrupted,
  state_not_found: interrupted,
  state_invalid: interrupted,
  invalid_code: silent,
  no_code: silent,
  unable_to_get_user_info: silent,
  unable_to_create_user: silent,
}

/**
 * What people are told who come back from a provider without having got what they wanted.
 * @param error as it stands in the address; anybody may have written it
 */
export function providerFault(error: string | undefined): string | undefined {
  if (!error) return undefined
  const known = Object.hasOwn(comingBack, error) ? comingBack[error] : undefined
  return known?.sentence ?? 'This did not work. Try again, or choose another way.'
}

/** What better-auth answers in place, without a provider's page. Part of the map in `auth/answered.ts`. */
export const providerSentences: Record<string, Saying> = {
  PROVIDER_NOT_FOUND: {
    code: 'unavailable',
    sentence: 'This provider cannot be used just now. Choose another way.',
  },
  ACCOUNT_NOT_FOUND: { code: 'not_found', sentence: 'This account was unlinked already.' },
}
