import type { GenericEndpointContext } from 'better-auth'

/**
 * better-auth looks up the account of a known address, and of an unknown one nothing: its answer came that much sooner.
 * After this both asked the database as often.
 */
export async function askAsOften({ path, body, context }: GenericEndpointContext): Promise<void> {
  const email: unknown = body?.email
  if (path !== '/sign-in/email' || typeof email !== 'string') return
  const { findUserByEmail, findAccounts } = context.internalAdapter
  if (!(await findUserByEmail(email))) await findAccounts('nobody')
}
