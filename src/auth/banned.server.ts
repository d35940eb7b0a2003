import app from 'app.config'
import type { GenericEndpointContext } from 'better-auth'
import { APIError, getSessionFromCtx } from 'better-auth/api'

type Standing = { banned?: boolean | null; banExpires?: Date | null }

/** Whether somebody is shut out now; a ban may have an end. */
export function isBanned({ banned, banExpires }: Standing): boolean {
  return Boolean(banned) && (!banExpires || banExpires > new Date())
}

/** What whoever signs in rightly is told when they are shut out: until when, and whom to write to. */
export function banInWords({ banExpires }: Standing): string {
  const until = banExpires ? ` until ${moment.format(banExpires)} UTC` : ''
  return `This account is suspended${until}. Write to ${app.company.supportEmail} if you think this is a mistake.`
}

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** What the doors read sessions from; they ask about the ban themselves. */
const askedByDoors = new Set([
  '/get-session',
  '/multi-session/list-device-sessions',
  '/multi-session/set-active',
])

/**
 * A ban ends every session, and better-auth asks about it only when one begins: a session that began in the same
 * instant would go on for days. Refuses with 401.
 */
export async function shutOutBanned(context: GenericEndpointContext): Promise<void> {
  if (askedByDoors.has(context.path)) return
  const session = await getSessionFromCtx<Standing>(context)
  if (session && isBanned(session.user)) throw new APIError('UNAUTHORIZED')
}
