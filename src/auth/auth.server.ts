import app from 'app.config'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { admin } from 'better-auth/plugins'
import { tanstackStartCookies } from 'better-auth/tanstack-start'
import * as schema from '~/db/schema/auth'
import { env } from '~/env.server'
import { hardening } from './hardening.server'
import { operatorAccess, operatorRoles } from './operators'
import { organizations } from './organizations.server'
import { signIn } from './sign-in.server'
import { unitDatabase } from './unit.server'

/** Everything better-auth is told; each part stands in the file of its name. */
export const auth = betterAuth({
  appName: app.name,
  baseURL: env.APP_URL,
  database: drizzleAdapter(unitDatabase, { provider: 'pg', schema, transaction: true }),
  ...signIn,
  ...hardening,
  plugins: [
    organizations,
    admin({
      ac: operatorAccess,
      roles: operatorRoles,
      adminRoles: ['operator', 'support'],
      defaultRole: 'user',
    }),
    // Last: it carries the cookies that the others set.
    tanstackStartCookies(),
  ],
})
