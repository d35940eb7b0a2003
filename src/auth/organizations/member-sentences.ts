import type { RefusalCode } from '~/refusal'

const ownerStays =
  'An organization keeps an owner, and only an owner removes one. Make somebody else an owner first.'

/** What people are told for better-auth's error codes about members; part of the map in `auth/answered.ts`. */
export const memberSentences: Record<
  string,
  { code: RefusalCode; sentence: string; field?: string }
> = {
  // The one who is acted on, or the one who acts: better-auth does not say which.
  MEMBER_NOT_FOUND: {
    code: 'not_found',
    sentence: 'This person is not a member any more, or you are not.',
  },
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER: { code: 'conflict', sentence: ownerStays },
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER: { code: 'conflict', sentence: ownerStays },
  INVALID_TEAM_ID: {
    code: 'not_found',
    sentence: 'There is no such team. Somebody may have removed it.',
  },
  EMAIL_VERIFICATION_REQUIRED_FOR_INVITATION: {
    code: 'forbidden',
    sentence: 'Confirm your address first. Then you see your invitations.',
  },
  EMAIL_ALREADY_VERIFIED: {
    code: 'conflict',
    sentence: 'Your address is confirmed already. Load the page anew.',
  },
  FAILED_TO_RETRIEVE_INVITATION: {
    code: 'not_found',
    sentence: 'This invitation is not open any more. Ask for a new one.',
  },
  NOT_ALLOWED: {
    code: 'forbidden',
    sentence: 'Your role does not allow this. Ask an owner or admin.',
  },
}
