import app from 'app.config'
import { billingOn } from '~/billing/stripe.server'

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
  // The doors of features/account/email.functions.ts ask both addresses: see auth/account/email-change.server.ts.
  '/change-email',
  // Accounts are deleted where one is signed in, not by letter.
  '/delete-user/callback',
  // Codes by letter are a way in, and nothing else here.
  '/email-otp/change-email',
  '/email-otp/check-verification-otp',
  '/email-otp/request-email-change',
  '/email-otp/request-password-reset',
  '/email-otp/reset-password',
  '/email-otp/verify-email',
  '/forget-password/email-otp',
  // An authenticator's key is shown once, when it is set up.
  '/two-factor/get-totp-uri',
  // Spoken to with raw session tokens: the doors of auth/sign-in/accounts.functions.ts keep those in their cookies.
  '/multi-session/list-device-sessions',
  '/multi-session/revoke',
  '/multi-session/set-active',
  // The same; sessions are listed and ended by the doors of features/account/sessions.functions.ts.
  '/list-sessions',
  '/revoke-session',
  // The same for somebody else's: features/operator/people.functions.ts.
  '/admin/list-user-sessions',
  '/admin/revoke-user-session',
  // Stripe's events come to routes/api/stripe/webhook.ts, where none is lost.
  '/stripe/webhook',
  ...unless(billingOn, [
    '/subscription/upgrade',
    '/subscription/cancel',
    '/subscription/restore',
    '/subscription/list',
    '/subscription/success',
    '/subscription/billing-portal',
  ]),
  ...unless(signIn.password, [
    '/sign-in/email',
    '/sign-up/email',
    '/change-password',
    '/request-password-reset',
    '/reset-password',
  ]),
  ...unless(signIn.magicLink, ['/sign-in/magic-link', '/magic-link/verify']),
  ...unless(signIn.mailedCode, ['/sign-in/email-otp', '/email-otp/send-verification-otp']),
  ...unless(signIn.username, ['/sign-in/username', '/is-username-available']),
  ...unless(signIn.passkey, [
    '/passkey/generate-register-options',
    '/passkey/verify-registration',
    '/passkey/generate-authenticate-options',
    '/passkey/verify-authentication',
    '/step-up/passkey',
  ]),
]

function unless(offered: boolean, paths: string[]): string[] {
  return offered ? [] : paths
}
