import app from 'app.config'
import type { BetterAuthOptions } from 'better-auth'
import { accountOf, writeOnAccount } from '~/auth/account/account-lines.server'
import { tellOwner } from '~/auth/account/notices.server'
import { endTrust } from '~/auth/second-step/trusted-devices.server'
import { remembering, unitUnderWay } from '~/auth/unit.server'
import { passwordLength } from '~/auth/words'
import { send } from '~/email/send.server'
import { confirmByReset } from './confirmation.server'
import { page } from './own-pages.server'
import { passwords } from './passwords.server'
import { ownPath } from './redirect'

/** Ways in: which there are, what they ask for, and the letters they send. */
export const signIn = {
  emailAndPassword: {
    enabled: app.signIn.password,
    requireEmailVerification: true,
    autoSignIn: false,
    minPasswordLength: passwordLength.min,
    maxPasswordLength: passwordLength.max,
    password: passwords,
    revokeSessionsOnPasswordReset: true,
    resetPasswordTokenExpiresIn: 3_600,
    // A taken address answers like a free one; its owner gets a letter instead.
    customSyntheticUser: ({ coreFields, additionalFields, id }) => ({
      ...coreFields,
      role: 'user',
      banned: false,
      banReason: null,
      banExpires: null,
      ...additionalFields,
      id,
    }),
    onExistingUserSignUp: ({ user }) =>
      remembering(() =>
        send(
          {
            letter: 'already-registered',
            to: user.email,
            props: {
              name: user.name,
              signInUrl: page('/sign-in'),
              resetUrl: page('/reset-password'),
            },
          },
          { tx: unitUnderWay() },
        ),
      ),
    sendResetPassword: ({ user, token }) =>
      remembering(() =>
        send(
          {
            letter: 'reset',
            to: user.email,
            props: { name: user.name, url: page('/reset-password', { token }) },
          },
          { tx: unitUnderWay() },
        ),
      ),
    onPasswordReset: async ({ user }) => {
      await endTrust(user.id)
      await confirmByReset(user)
      await writeOnAccount({ user }, 'account.password_changed', accountOf(user))
      await tellOwner(user, 'password-changed')
    },
  },
  emailVerification: {
    sendOnSignUp: true,
    sendOnSignIn: true,
    autoSignInAfterVerification: true,
    expiresIn: 3_600,
    afterEmailVerification: (user) =>
      writeOnAccount({ user }, 'account.confirmed', accountOf(user)),
    sendVerificationEmail: ({ user, url, token }) =>
      remembering(() => {
        const redirect = ownPath(new URL(url).searchParams.get('callbackURL'))
        const link = page('/verify-email', { token, ...(redirect === '/app' ? {} : { redirect }) })
        return send(
          { letter: 'verify', to: user.email, props: { name: user.name, url: link } },
          { tx: unitUnderWay() },
        )
      }),
  },
} satisfies Partial<BetterAuthOptions>
