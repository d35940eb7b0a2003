import app from 'app.config'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { admin, multiSession } from 'better-auth/plugins'
import { tanstackStartCookies } from 'better-auth/tanstack-start'
import * as schema from '~/db/schema/auth'
import { env } from '~/env.server'
import { accountLines } from './account/account-lines.server'
import { accountNotices } from './account/account-notices.server'
import { devices } from './account/devices.server'
import { banInWords } from './banned.server'
import { subscriptions } from './billing/subscriptions.server'
import { closedPaths } from './closed-paths.server'
import { hardening } from './hardening.server'
import { operatorAccess, operatorRoles } from './operator/operator-permissions'
import { organizations } from './organizations/organizations.server'
import { passkeys } from './passkeys/passkeys.server'
import { providerRules } from './providers/provider-rules.server'
import { openId, socialProviders } from './providers/providers.server'
import { secondStep } from './second-step/two-factor.server'
import { confirmation } from './sign-in/confirmation.server'
import { lastWayIn } from './sign-in/last-method.server'
import { mailedCode, mailedLink } from './sign-in/mailed.server'
import { signIn } from './sign-in/sign-in.server'
import { usernames } from './sign-in/usernames.server'
import { stepUp } from './step-up/step-up.server'
import { unitDatabase } from './unit.server'

/** Everything better-auth is told; each part stands in the file of its name. */
export const auth = betterAuth({
  appName: app.name,
  baseURL: env.APP_URL,
  database: drizzleAdapter(unitDatabase, { provider: 'pg', schema, transaction: true }),
  ...signIn,
  ...hardening,
  socialProviders,
  disabledPaths: closedPaths,
  plugins: [
    organizations,
    admin({
      ac: operatorAccess,
      roles: operatorRoles,
      adminRoles: ['operator', 'support'],
      defaultRole: 'user',
      impersonationSessionDuration: app.operating.impersonationMinutes * 60,
      bannedUserMessage: banInWords,
    }),
    confirmation,
    mailedLink,
    mailedCode,
    passkeys,
    openId,
    providerRules,
    stepUp,
    usernames,
    secondStep,
    multiSession({ maximumSessions: app.signIn.accountsPerBrowser }),
    lastWayIn,
    devices,
    accountNotices,
    accountLines,
    subscriptions,
    // Last: it carries the cookies that the others set.
    tanstackStartCookies(),
  ],
})
