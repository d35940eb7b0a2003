import { passkeyClient } from '@better-auth/passkey/client'
import { stripeClient } from '@better-auth/stripe/client'
import {
  emailOTPClient,
  magicLinkClient,
  organizationClient,
  twoFactorClient,
  usernameClient,
} from 'better-auth/client/plugins'
import { createAuthClient } from 'better-auth/react'
import { access, roles } from './permissions'

/** better-auth in the browser. Use it inside components only, or every page carries its weight. */
export const authClient = createAuthClient({
  plugins: [
    organizationClient({
      ac: access,
      roles,
      teams: { enabled: true },
      dynamicAccessControl: { enabled: true },
    }),
    passkeyClient(),
    twoFactorClient(),
    magicLinkClient(),
    emailOTPClient(),
    usernameClient(),
    stripeClient({ subscription: true }),
  ],
  fetchOptions: {
    // So that what a person is told of a bug has the number to quote.
    onError: ({ error, response }) => {
      Object.assign(error, { requestId: response.headers.get('x-request-id') ?? undefined })
    },
  },
})
