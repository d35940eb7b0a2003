import { createHash, randomBytes } from 'node:crypto'
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { and, eq, getTableColumns, sql } from 'drizzle-orm'
import { trustDevice, wantsTrust } from '~/auth/second-step/trusted-devices.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import { device, user } from '~/db/schema'
import { tellOwner } from './notices.server'

/** Browsers keep a cookie no longer than 400 days (RFC 6265bis, 5.5). */
const maxAge = 400 * 86_400

export type Device = typeof device.$inferSelect

/**
 * Recognises the browser whenever somebody has signed in with it, and tells them when it is a new one. It stands
 * after the second step among the plugins: whoever has not passed that has no session here.
 */
export const devices = {
  id: 'devices',
  hooks: {
    after: [
      {
        matcher: () => true,
        handler: createAuthMiddleware(async (context) => {
          const signedIn = context.context.newSession
          if (!signedIn || signedIn.session.impersonatedBy) return
          const here = await recogniseDevice(context, signedIn.user)
          if (wantsTrust(context)) await trustDevice(here.id)
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin

/**
 * This browser's row for a person, made where it is missing; then the person gets a letter, unless it is the first
 * browser they were ever seen with. Sets the cookie that tells one browser from another.
 */
export async function recogniseDevice(
  context: GenericEndpointContext,
  person: { id: string; name: string; email: string },
): Promise<Device> {
  const { name, attributes } = cookieOf(context)
  const known = await context.getSignedCookie(name, context.context.secret)
  const token = known || randomBytes(32).toString('base64url')
  const seen = {
    userAgent: context.headers?.get('user-agent')?.slice(0, 400) ?? null,
    ipAddress: context.headers?.get('x-client-ip') ?? null,
  }
  await context.setSignedCookie(name, token, context.context.secret, attributes)
  return asUnit(async (tx) => {
    const [row] = await tx
      .insert(device)
      .values({ userId: person.id, tokenHash: hashOf(token), ...seen })
      .onConflictDoUpdate({
        target: [device.userId, device.tokenHash],
        set: { ...seen, lastSeenAt: sql`now()` },
      })
      .returning({
        ...getTableColumns(device),
        // An updated row was deleted by its update; an inserted one by nobody.
        isNew: sql<boolean>`xmax = 0`,
        others: sql<boolean>`exists (
          select from device as other where other.user_id = ${person.id} and other.id <> device.id)`,
      })
    if (!row) throw new Error('The device was not remembered.')
    const { isNew, others, ...remembered } = row
    if (isNew && others) await tellOwner(person, 'new-device', seen)
    return remembered
  })
}

/** This browser's row for a person; none where it was never signed in with, or forgotten. */
export async function findDevice(
  context: GenericEndpointContext,
  userId: string,
): Promise<Device | undefined> {
  const token = await context.getSignedCookie(cookieOf(context).name, context.context.secret)
  if (!token) return undefined
  return asUnit(async (tx) => {
    const [found] = await tx
      .select()
      .from(device)
      .where(and(eq(device.userId, userId), eq(device.tokenHash, hashOf(token))))
    return found
  })
}

/** A word for this browser, where whoever has this address has signed in with it; also asked where nobody has it. */
export async function holdsDevice(
  context: GenericEndpointContext,
  email: string,
): Promise<string | undefined> {
  const token = await context.getSignedCookie(cookieOf(context).name, context.context.secret)
  if (!token) return undefined
  const [found] = await unitDatabase
    .select({ id: device.id })
    .from(device)
    .innerJoin(user, eq(user.id, device.userId))
    .where(and(eq(user.email, email), eq(device.tokenHash, hashOf(token))))
  return found?.id
}

const cookieOf = ({ context }: GenericEndpointContext) =>
  context.createAuthCookie('device', { maxAge })

/** As a device is kept: by the hash of its cookie. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
