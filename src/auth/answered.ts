import { Bug } from '~/observe/bug'
import { Refusal, type RefusalCode } from '~/refusal'

type Saying = { code: RefusalCode; sentence: string; field?: string }

/** What people are told for better-auth's error codes: the one place. */
const sentences: Record<string, Saying> = {
  INVALID_EMAIL_OR_PASSWORD: {
    code: 'forbidden',
    sentence: 'The address and the password do not match.',
  },
  EMAIL_NOT_VERIFIED: {
    code: 'forbidden',
    sentence: 'Confirm your address first. We have just sent you the letter again.',
  },
  INVALID_EMAIL: {
    code: 'invalid',
    sentence: 'This does not look like an e-mail address.',
    field: 'email',
  },
  PASSWORD_TOO_SHORT: {
    code: 'invalid',
    sentence: 'Use at least 12 characters.',
    field: 'password',
  },
  PASSWORD_TOO_LONG: {
    code: 'invalid',
    sentence: 'Use at most 128 characters.',
    field: 'password',
  },
  PASSWORDS_BUSY: {
    code: 'unavailable',
    sentence: 'Too many people are signing in just now. Try again in a moment.',
  },
  INVALID_NAME: { code: 'invalid', sentence: 'Choose another name.', field: 'name' },
  INVALID_SLUG: { code: 'invalid', sentence: 'Choose another address.', field: 'slug' },
  INVALID_TOKEN: {
    code: 'invalid',
    sentence:
      'This link does not work: it was used already, is too old, or was not copied whole. Ask for a new one.',
  },
  TOKEN_EXPIRED: { code: 'invalid', sentence: 'This link has expired. Ask for a new one.' },
  USER_NOT_FOUND: {
    code: 'not_found',
    sentence: 'This link belongs to an account that does not exist any more.',
  },
  BANNED_USER: {
    code: 'forbidden',
    sentence: 'This account has been suspended. Write to us if you think this is a mistake.',
  },
  FAILED_TO_CREATE_USER: {
    code: 'conflict',
    sentence: 'The account could not be made. If you pressed twice, look for our letter first.',
  },

  ALREADY_EXISTS: {
    code: 'conflict',
    sentence: 'This exists already. If you pressed twice, it was done the first time.',
  },
  ORGANIZATION_ALREADY_EXISTS: {
    code: 'conflict',
    sentence: 'This address is taken. Choose another.',
    field: 'slug',
  },
  ORGANIZATION_SLUG_ALREADY_TAKEN: {
    code: 'conflict',
    sentence: 'This address is taken. Choose another.',
    field: 'slug',
  },
  YOU_HAVE_REACHED_THE_MAXIMUM_NUMBER_OF_ORGANIZATIONS: {
    code: 'limit_reached',
    sentence: 'You belong to as many organizations as one account can have.',
  },
  ORGANIZATION_NOT_FOUND: { code: 'not_found', sentence: 'There is no such organization.' },
  MEMBER_NOT_FOUND: { code: 'not_found', sentence: 'There is no such organization.' },
  USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION: {
    code: 'not_found',
    sentence: 'There is no such organization.',
  },

  YOU_ARE_NOT_ALLOWED_TO_INVITE_USERS_TO_THIS_ORGANIZATION: {
    code: 'forbidden',
    sentence: 'Your role does not allow inviting people. Ask an owner or admin.',
  },
  YOU_ARE_NOT_ALLOWED_TO_INVITE_USER_WITH_THIS_ROLE: {
    code: 'forbidden',
    sentence: 'Only an owner can invite another owner.',
    field: 'role',
  },
  USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION: {
    code: 'conflict',
    sentence: 'This person is a member already.',
    field: 'email',
  },
  USER_IS_ALREADY_INVITED_TO_THIS_ORGANIZATION: {
    code: 'conflict',
    sentence: 'This person has an open invitation already. You can send it again below.',
    field: 'email',
  },
  INVITATION_LIMIT_REACHED: {
    code: 'limit_reached',
    sentence: 'There are too many open invitations. Cancel some, or wait until they are answered.',
  },
  ORGANIZATION_MEMBERSHIP_LIMIT_REACHED: {
    code: 'limit_reached',
    sentence: 'The organization has as many members as it can have. Ask an owner to make room.',
  },
  INVITATION_NOT_FOUND: {
    code: 'not_found',
    sentence: 'This invitation is not open any more. Ask for a new one.',
  },
  YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION: {
    code: 'forbidden',
    sentence: 'This invitation was sent to another address. Sign in with that one.',
  },
  INVITER_IS_NO_LONGER_A_MEMBER_OF_THE_ORGANIZATION: {
    code: 'conflict',
    sentence: 'The person who invited you has left the organization. Ask for a new invitation.',
  },
  EMAIL_VERIFICATION_REQUIRED_BEFORE_ACCEPTING_OR_REJECTING_INVITATION: {
    code: 'forbidden',
    sentence: 'Confirm your address first, then accept.',
  },
  YOU_ARE_NOT_ALLOWED_TO_CANCEL_THIS_INVITATION: {
    code: 'forbidden',
    sentence: 'Your role does not allow cancelling invitations. Ask an owner or admin.',
  },
}

/** For answers that carry no code of their own. */
const byStatus: Record<number, Saying> = {
  401: { code: 'forbidden', sentence: 'Your session has ended. Sign in again.' },
  403: { code: 'forbidden', sentence: 'You are not allowed to do this.' },
  404: { code: 'not_found', sentence: 'It is not there any more.' },
  413: { code: 'invalid', sentence: 'That is more text than we can take.' },
  429: {
    code: 'unavailable',
    sentence: 'That was a little too often. Wait a minute, then try again.',
  },
  503: { code: 'unavailable', sentence: 'We are very busy just now. Try again in a moment.' },
}

/** Our own codes come with a sentence that is better than any general one. */
const speaking = new Set(['INVALID_NAME', 'INVALID_SLUG'])

type Answer<Data> = {
  data: Data | null
  error: {
    code?: string
    message?: string
    status: number
    requestId?: string
    /** Of a refusal of our own rules. */
    refusal?: RefusalCode
    fields?: Record<string, string>
  } | null
}

/**
 * better-auth's answer, or the refusal a person understands.
 * What is not a refusal is a Bug, with the request id of the answer.
 */
export function answered<Data>({ data, error }: Answer<Data>): Data | null {
  if (!error) return data
  const { code = '', message, status, refusal, fields } = error
  if (code === 'REFUSED' && refusal && message) throw new Refusal(refusal, message, fields)
  const saying = sentences[code] ?? byStatus[status]
  if (saying) {
    const sentence = (speaking.has(code) && message) || saying.sentence
    throw new Refusal(saying.code, sentence, saying.field ? { [saying.field]: sentence } : {})
  }
  if (status >= 400 && status < 500) {
    throw new Refusal('invalid', 'This was not accepted. Check what you wrote, then try again.')
  }
  throw new Bug(error.requestId ?? 'unknown')
}
