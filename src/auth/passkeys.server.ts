import { passkey } from '@better-auth/passkey'
import app from 'app.config'
import { env } from '~/env.server'

/** Passkeys belong to the address the product is known under, whatever a request says. */
export const passkeys = passkey({
  rpName: app.name,
  rpID: new URL(env.APP_URL).hostname,
  origin: env.APP_URL,
})
