import type { GenericEndpointContext } from 'better-auth'
import { sql } from 'drizzle-orm'
import { unitUnderWay } from '~/auth/unit.server'

/**
 * Before an address is confirmed: takes its row, so that of twenty who use one link at once the first is signed in
 * and the others find the address confirmed. The token is a signed statement that nothing is stored of; replayed, it
 * says again what is known already, and signs nobody in.
 */
export async function takeAddress({ path, query }: GenericEndpointContext): Promise<void> {
  const unit = unitUnderWay()
  const email = path === '/verify-email' && emailIn(String(query?.token))
  if (unit && email) {
    await unit.execute(sql`select from "user" where email = ${email} for no key update`)
  }
}

/** What the token claims: better-auth checks it afterwards. */
function emailIn(token: string): string | undefined {
  try {
    const { email } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return typeof email === 'string' ? email : undefined
  } catch {
    return undefined
  }
}
