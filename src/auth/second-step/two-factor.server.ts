import app from 'app.config'
import { twoFactor } from 'better-auth/plugins'
import { page } from '~/auth/sign-in/own-pages.server'
import { remembering, unitUnderWay } from '~/auth/unit.server'
import { send } from '~/email/send.server'
import { after, before } from './second-step-rules.server'
import { askingEverywhere } from './strict-second-step.server'

const minutes = 10

const plugin = twoFactor({
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

/** The second step: an authenticator with backup codes, or a code by letter; asked for whenever a session begins. */
export const secondStep = {
  ...plugin,
  hooks: { before, after: [...askingEverywhere(plugin), ...after] },
}
