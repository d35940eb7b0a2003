import { asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { unitDatabase as db } from '~/auth/unit.server'
import { account, device, passkey, session, twoFactor, user } from '~/db/schema'
import { day, maybe, type Part, text } from './own-data-part'

/** Who somebody is, and how they get in. Never what opens anything: no token, hash, secret or code. */
export const accountParts: Record<string, Part> = {
  profile: {
    from: ['user'],
    about: 'Your account.',
    row: z.strictObject({
      id: text,
      name: text,
      email: text,
      emailVerified: z.boolean(),
      image: maybe,
      username: maybe,
      displayUsername: maybe,
      role: maybe,
      twoFactorEnabled: z.boolean().nullable(),
      banned: z.boolean().nullable(),
      banReason: maybe,
      banExpires: day.nullable(),
      stripeCustomerId: maybe,
      createdAt: day,
      updatedAt: day,
    }),
    rows: (me) => db.select().from(user).where(eq(user.id, me.id)),
  },
  sessions: {
    from: ['session'],
    about: 'Where you are signed in. An operator who looked through your eyes is marked.',
    row: z.strictObject({
      id: text,
      browser: maybe,
      address: maybe,
      byOperator: z.boolean(),
      signedInAt: day,
      lastUsedAt: day,
      expiresAt: day,
    }),
    rows: (me) =>
      db
        .select({
          id: session.id,
          browser: session.userAgent,
          address: session.ipAddress,
          byOperator: sql<boolean>`${session.impersonatedBy} is not null`,
          signedInAt: session.createdAt,
          lastUsedAt: session.updatedAt,
          expiresAt: session.expiresAt,
        })
        .from(session)
        .where(eq(session.userId, me.id))
        .orderBy(asc(session.createdAt)),
  },
  devices: {
    from: ['device'],
    about: 'Browsers you have signed in with, and until when one skips the second step.',
    row: z.strictObject({
      id: text,
      browser: maybe,
      address: maybe,
      trustedUntil: day.nullable(),
      firstSeenAt: day,
      lastSeenAt: day,
    }),
    rows: (me) =>
      db
        .select({
          id: device.id,
          browser: device.userAgent,
          address: device.ipAddress,
          trustedUntil: device.trustedUntil,
          firstSeenAt: device.createdAt,
          lastSeenAt: device.lastSeenAt,
        })
        .from(device)
        .where(eq(device.userId, me.id))
        .orderBy(asc(device.createdAt)),
  },
  passkeys: {
    from: ['passkey'],
    about: 'Your passkeys: their public half, which is all we have.',
    row: z.strictObject({
      id: text,
      name: maybe,
      credential: text,
      publicKey: text,
      synced: z.boolean(),
      transports: maybe,
      model: maybe,
      addedAt: day.nullable(),
    }),
    rows: (me) =>
      db
        .select({
          id: passkey.id,
          name: passkey.name,
          credential: passkey.credentialID,
          publicKey: passkey.publicKey,
          synced: passkey.backedUp,
          transports: passkey.transports,
          model: passkey.aaguid,
          addedAt: passkey.createdAt,
        })
        .from(passkey)
        .where(eq(passkey.userId, me.id))
        .orderBy(asc(passkey.createdAt)),
  },
  'ways-in': {
    from: ['account'],
    about:
      'Your password (that there is one) and your accounts at providers, without their tokens.',
    row: z.strictObject({
      id: text,
      provider: text,
      idThere: text,
      scope: maybe,
      since: day,
    }),
    rows: (me) =>
      db
        .select({
          id: account.id,
          provider: account.providerId,
          idThere: account.accountId,
          scope: account.scope,
          since: account.createdAt,
        })
        .from(account)
        .where(eq(account.userId, me.id))
        .orderBy(asc(account.createdAt)),
  },
  'second-step': {
    from: ['two_factor'],
    about: 'That you have set up an authenticator, without its key and its backup codes.',
    row: z.strictObject({
      id: text,
      confirmed: z.boolean().nullable(),
      lockedUntil: day.nullable(),
    }),
    rows: (me) =>
      db
        .select({
          id: twoFactor.id,
          confirmed: twoFactor.verified,
          lockedUntil: twoFactor.lockedUntil,
        })
        .from(twoFactor)
        .where(eq(twoFactor.userId, me.id)),
  },
}
