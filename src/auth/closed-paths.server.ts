import app from 'app.config'

const { signIn } = app

/**
 * What better-auth would answer and this product does not offer: it is not found there. Paths as better-auth
 * writes them, compared whole.
 */
export const closedPaths: string[] = [
  // Tokens of providers are for our own server code: auth.api still reads and refreshes them.
  '/get-access-token',
  '/refresh-token',
  '/account-info',
  // Codes by letter are a way in, and nothing else here.
  '/email-otp/change-email',
  '/email-otp/check-verification-otp',
  '/email-otp/request-email-change',
  '/email-otp/request-password-reset',
  '/email-otp/reset-password',
  '/email-otp/verify-email',
  '/forget-password/email-otp',
  ...unless(signIn.magicLink, ['/sign-in/magic-link', '/magic-link/verify']),
  ...unless(signIn.mailedCode, ['/sign-in/email-otp', '/email-otp/send-verification-otp']),
  ...unless(signIn.username, ['/sign-in/username', '/is-username-available']),
  ...unless(signIn.passkey, [
    '/passkey/generate-register-options',
    '/passkey/verify-registration',
    '/passkey/generate-authenticate-options',
    '/passkey/verify-authentication',
  ]),
]

function unless(offered: boolean, paths: string[]): string[] {
  return offered ? [] : paths
}
