/** What people are told when something of their own account is refused. */
export const accountSentences = {
  INVALID_PASSWORD: {
    code: 'invalid',
    sentence: 'This is not the password you have now.',
    field: 'currentPassword',
  },
  TOO_MANY_TRIES: {
    code: 'unavailable',
    sentence: 'That was too often for one account. Wait a while, then try again.',
  },
} as const
