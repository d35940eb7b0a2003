import app from 'app.config'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { admin, multiSession, username } from 'better-auth/plugins'
import { tanstackStartCookies } from 'better-auth/tanstack-start'
import * as schema from '~/db/schema/auth'
import { env } from '~/env.server'
import { accountNotices } from './account-notices.server'
import { closedPaths } from './closed-paths.server'
import { devices } from './devices.server'
import { hardening } from './hardening.server'
import { lastWayIn } from './last-method.server'
import { mailedCode, mailedLink } from './mailed.server'
import { operatorAccess, operatorRoles } from './operators'
import { organizations } from './organizations.server'
import { passkeys } from './passkeys.server'
import { providerRules } from './provider-rules.server'
import { openId, socialProviders } from './providers.server'
import { signIn } from './sign-in.server'
import { stepUp } from './step-up.server'
import { secondStep } from './two-factor.server'
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
    }),
    mailedLink,
    mailedCode,
    passkeys,
    openId,
    providerRules,
    stepUp,
    username(),
    secondStep,
    multiSession({ maximumSessions: app.signIn.accountsPerBrowser }),
    lastWayIn,
    devices,
    accountNotices,
    // Last: it carries the cookies that the others set.
    tanstackStartCookies(),
  ],
})
