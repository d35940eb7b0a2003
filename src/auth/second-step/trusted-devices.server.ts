import type { GenericEndpointContext } from 'better-auth'
import { and, eq, isNotNull } from 'drizzle-orm'
import { unitDatabase } from '~/auth/unit.server'
import { device } from '~/db/schema'

const days = 30

/**
 * Where the second step is shown. `trust` in the body is the person's wish, put there by `auth/second-step-rules`:
 * better-auth would keep trusted devices where nobody can list them, and forget to end them.
 */
const steps = new Set([
  '/two-factor/verify-totp',
  '/two-factor/verify-otp',
  '/two-factor/verify-backup-code',
])

/** Whether somebody who has just shown their second step wants to be spared it on this device. */
export function wantsTrust({ path, body }: GenericEndpointContext): boolean {
  return steps.has(path) && body?.trust === true
}

/** From now on for thirty days this device needs no second step. */
export async function trustDevice(id: string): Promise<void> {
  const until = new Date(Date.now() + days * 86_400_000)
  await unitDatabase.update(device).set({ trustedUntil: until }).where(eq(device.id, id))
}

/** No device of this person is trusted any longer, or only this one is not. Returns how many there were. */
export async function endTrust(userId: string, id?: string): Promise<number> {
  const ended = await unitDatabase
    .update(device)
    .set({ trustedUntil: null })
    .where(
      and(
        eq(device.userId, userId),
        isNotNull(device.trustedUntil),
        id === undefined ? undefined : eq(device.id, id),
      ),
    )
    .returning({ id: device.id })
  return ended.length
}
