import { getAuthenticatorName } from '@better-auth/passkey'
import { asc, eq } from 'drizzle-orm'
import { unitDatabase } from '~/auth/unit.server'
import { passkey } from '~/db/schema'

export type OwnPasskey = {
  id: string
  name: string
  /** The password manager or system that keeps it, where that says its name. */
  keeper: string | null
  /** It is on every device its keeper reaches; one that is not is lost with its device. */
  synced: boolean
  addedAt: Date | null
}

/** Somebody's passkeys, oldest first. Never a key or a credential's id, which better-auth's own list gives too. */
export async function list(userId: string): Promise<OwnPasskey[]> {
  const rows = await unitDatabase
    .select({
      id: passkey.id,
      name: passkey.name,
      aaguid: passkey.aaguid,
      synced: passkey.backedUp,
      addedAt: passkey.createdAt,
    })
    .from(passkey)
    .where(eq(passkey.userId, userId))
    .orderBy(asc(passkey.createdAt), asc(passkey.id))
  return rows.map(({ aaguid, name, ...row }) => ({
    ...row,
    name: name ?? 'Passkey',
    keeper: getAuthenticatorName(aaguid) ?? null,
  }))
}
