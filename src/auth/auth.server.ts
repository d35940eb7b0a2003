import app from 'app.config'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { admin, haveIBeenPwned, lastLoginMethod, multiSession, username } from 'better-auth/plugins'
import { tanstackStartCookies } from 'better-auth/tanstack-start'
import * as schema from '~/db/schema/auth'
import { env } from '~/env.server'
import { closedPaths } from './closed-paths.server'
import { hardening } from './hardening.server'
import { mailedCode, mailedLink } from './mailed.server'
import { operatorAccess, operatorRoles } from './operators'
import { organizations } from './organizations.server'
import { passkeys } from './passkeys.server'
import { signIn } from './sign-in.server'
import { secondStep } from './two-factor.server'
import { unitDatabase } from './unit.server'

/** Everything better-auth is told; each part stands in the file of its name. */
export const auth = betterAuth({
  appName: app.name,
  baseURL: env.APP_URL,
  database: drizzleAdapter(unitDatabase, { provider: 'pg', schema, transaction: true }),
  ...signIn,
  ...hardening,
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
    username(),
    secondStep,
    multiSession({ maximumSessions: app.signIn.accountsPerBrowser }),
    lastLoginMethod(),
    ...(app.signIn.breachedPasswords ? [haveIBeenPwned()] : []),
    // Last: it carries the cookies that the others set.
    tanstackStartCookies(),
  ],
})
