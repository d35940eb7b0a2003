import { emailOTP, magicLink } from 'better-auth/plugins'
import { send } from '~/email/send.server'
import { page } from './own-pages.server'
import { ownPath } from './redirect'
import { remembering, unitUnderWay } from './unit.server'

const minutes = 15

/** A link by letter. It leads to a page of ours with one button: a scanner that opens every link uses none up. */
export const mailedLink = magicLink({
  expiresIn: minutes * 60,
  storeToken: 'hashed',
  sendMagicLink: ({ email, url, token }) =>
    remembering(() => {
      const redirect = ownPath(new URL(url).searchParams.get('callbackURL'))
      const link = page('/magic-link', { token, ...(redirect === '/app' ? {} : { redirect }) })
      return send({ letter: 'magic-link', to: email, props: { url: link } }, { tx: unitUnderWay() })
    }),
})

/** A code by letter, for people who read their letters on another device. */
export const mailedCode = emailOTP({
  expiresIn: minutes * 60,
  storeOTP: 'hashed',
  allowedAttempts: 5,
  sendVerificationOTP: ({ email, otp }) =>
    remembering(() =>
      send(
        {
          letter: 'code',
          to: email,
          props: {
            code: otp,
            for: 'sign-in',
            minutes: String(minutes),
            url: page('/sign-in', { email }),
          },
        },
        { tx: unitUnderWay() },
      ),
    ),
})
