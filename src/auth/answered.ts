import { Bug } from '~/observe/bug'
import { Refusal, type RefusalCode } from '~/refusal'
import { accountSentences } from './account/account-sentences'
import { billingSentences } from './billing/billing-sentences'
import { memberSentences } from './organizations/member-sentences'
import { roleSentences } from './organizations/role-sentences'
import { passkeySentences } from './passkeys/passkey-sentences'
import { providerSentences } from './providers/provider-sentences'
import { secondStepSentences } from './second-step/second-step-sentences'
import { signInSentences } from './sign-in/sign-in-sentences'
import { stepUpSentences } from './step-up/step-up-sentences'

type Saying = { code: RefusalCode; sentence: string; field?: string }

const notAllowed = (what: string): Saying => ({
  code: 'forbidden',
  sentence: `Your role does not allow ${what}. Ask an owner or admin.`,
})

const lastOwner: Saying = {
  code: 'conflict',
  sentence: 'An organization needs an owner. Make somebody else owner first.',
}

/** What people are told for better-auth's error codes: the one place. */
const sentences: Record<string, Saying> = {
  ...accountSentences,
  ...billingSentences,
  ...memberSentences,
  ...passkeySentences,
  ...providerSentences,
  ...roleSentences,
  ...secondStepSentences,
  ...signInSentences,
  ...stepUpSentences,
  INVALID_NAME: { code: 'invalid', sentence: 'Choose another name.', field: 'name' },
  INVALID_SLUG: { code: 'invalid', sentence: 'Choose another address.', field: 'slug' },
  INVALID_WEBSITE: {
    code: 'invalid',
    sentence: 'This does not look like the address of a page.',
    field: 'website',
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
  USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION: {
    code: 'not_found',
    sentence: 'There is no such organization.',
  },

  YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER: lastOwner,
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER: lastOwner,
  YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_ORGANIZATION: notAllowed('changing the organization'),
  YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_ORGANIZATION: {
    code: 'forbidden',
    sentence: 'Only an owner can delete the organization.',
  },

  YOU_ARE_NOT_ALLOWED_TO_INVITE_USERS_TO_THIS_ORGANIZATION: notAllowed('inviting people'),
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
  TEAM_NOT_FOUND: {
    code: 'not_found',
    sentence: 'There is no such team. Somebody may have removed it.',
  },
  TEAM_ALREADY_EXISTS: {
    code: 'conflict',
    sentence: 'There is a team of this name already.',
    field: 'name',
  },
  USER_IS_NOT_A_MEMBER_OF_THE_TEAM: {
    code: 'conflict',
    sentence: 'This person is not in the team any more.',
  },
  TEAM_MEMBER_LIMIT_REACHED: {
    code: 'limit_reached',
    sentence: 'This team has as many people as it can have.',
  },
  YOU_HAVE_REACHED_THE_MAXIMUM_NUMBER_OF_TEAMS: {
    code: 'limit_reached',
    sentence: 'Your plan has room for no more teams.',
  },
  UNABLE_TO_REMOVE_LAST_TEAM: {
    code: 'conflict',
    sentence:
      'An organization keeps one team. Make another one first, or give this one a new name.',
  },
  YOU_ARE_NOT_ALLOWED_TO_CREATE_TEAMS_IN_THIS_ORGANIZATION: notAllowed('making teams'),
  YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_TEAM: notAllowed('changing teams'),
  YOU_ARE_NOT_ALLOWED_TO_DELETE_TEAMS_IN_THIS_ORGANIZATION: notAllowed('removing teams'),
  YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_TEAM: notAllowed('removing this team'),
  YOU_ARE_NOT_ALLOWED_TO_CREATE_A_NEW_TEAM_MEMBER: notAllowed('adding people to teams'),
  YOU_ARE_NOT_ALLOWED_TO_REMOVE_A_TEAM_MEMBER: notAllowed('taking people out of teams'),

  YOU_ARE_NOT_ALLOWED_TO_CANCEL_THIS_INVITATION: notAllowed('cancelling invitations'),
  YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER: {
    code: 'forbidden',
    sentence: "Your role does not allow changing this person's role. Ask an owner.",
  },
  YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_MEMBER: {
    code: 'forbidden',
    sentence: 'Your role does not allow removing this person. Ask an owner.',
  },
  YOU_ARE_NOT_A_MEMBER_OF_THIS_ORGANIZATION: {
    code: 'not_found',
    sentence: 'There is no such organization.',
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
const speaking = new Set([
  'BANNED_USER',
  'INVALID_NAME',
  'INVALID_SLUG',
  'INVALID_WEBSITE',
  'TOO_MANY_TRIES',
])

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
  // For a role that does not exist the code stands in the message, before the role's name.
  const saying = sentences[code || (message?.split(':', 1)[0] ?? '')] ?? byStatus[status]
  if (saying) {
    const sentence = (speaking.has(code) && message) || saying.sentence
    throw new Refusal(saying.code, sentence, saying.field ? { [saying.field]: sentence } : {})
  }
  if (status >= 400 && status < 500) {
    throw new Refusal('invalid', 'This was not accepted. Check what you wrote, then try again.')
  }
  throw new Bug(error.requestId ?? 'unknown')
}
