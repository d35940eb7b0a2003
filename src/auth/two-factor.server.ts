import app from 'app.config'
import { twoFactor } from 'better-auth/plugins'
import { send } from '~/email/send.server'
import { page } from './own-pages.server'
import { remembering, unitUnderWay } from './unit.server'

const minutes = 10

/** The second step: an authenticator with backup codes, or a code by letter. */
export const secondStep = twoFactor({
  issuer: app.name,
  // Who came by link, passkey or provider has no password to show; a fresh session is asked of them.
  allowPasswordless: true,
  otpOptions: {
    period: minutes,
    storeOTP: 'hashed',
    sendOTP: ({ user, otp }) =>
      remembering(() =>
        send(
          {
            letter: 'code',
            to: user.email,
            props: {
              code: otp,
              for: 'second-step',
              minutes: String(minutes),
              url: page('/two-factor'),
            },
          },
          { tx: unitUnderWay() },
        ),
      ),
  },
})
