import { and, desc, eq, gt } from 'drizzle-orm'
import type { Who } from '~/audit/append.server'
import { accountOf, writeOnAccount } from '~/auth/account/account-lines.server'
import { browserInWords } from '~/auth/account/browser-words'
import { hashOf } from '~/auth/account/devices.server'
import { auth } from '~/auth/auth.server'
import type { Session } from '~/auth/session.server'
import { readSigned } from '~/auth/signed-cookie.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import { device, twoFactor } from '~/db/schema'
import { Refusal } from '~/refusal'
import type { Step } from './second-step'
import { lockedUntil } from './second-step-limits.server'
import { endTrust } from './trusted-devices.server'

type Mine = Pick<Session, 'user'>
type Acting = Mine & Omit<Who, 'user'>

export type OwnSecondStep = {
  /** What is asked for besides the first step; null where nothing is. */
  on: 'authenticator' | 'letter' | null
  /** How many backup codes are left. The codes themselves are shown once, when they are made. */
  backupCodes: number
  trusted: TrustedDevice[]
}

export type TrustedDevice = {
  id: string
  browser: string
  lastUsedAt: Date
  until: Date
  current: boolean
}

/** Somebody's own second step, and the devices that are spared it. */
export async function find({ user }: Mine): Promise<OwnSecondStep> {
  if (!user.twoFactorEnabled) return { on: null, backupCodes: 0, trusted: [] }
  const isVerified = await hasAuthenticator(user.id)
  return {
    on: isVerified ? 'authenticator' : 'letter',
    backupCodes: isVerified ? await countBackupCodes(user.id) : 0,
    trusted: await listTrusted(user.id),
  }
}

/**
 * One of somebody's trusted devices, or all of them, asks for the second step again.
 * @throws Refusal not_found when it is not trusted any more, or is somebody else's
 */
export function distrust(me: Acting, id?: string): Promise<void> {
  const { user } = me
  return asUnit(async () => {
    const ended = await endTrust(user.id, id)
    if (id !== undefined && ended === 0) {
      throw new Refusal('not_found', 'This device is not trusted any more.')
    }
    if (ended === 0) return
    const changed = ['trusted devices']
    await writeOnAccount(me, 'account.changed', { ...accountOf(user), changed })
  })
}

export type Challenge = {
  steps: Step[]
  /** Until when no code is looked at. */
  lockedUntil?: Date
}

/** What this browser is asked for after the first step; null where it has not passed one, or took too long. */
export async function findChallenge(): Promise<Challenge | null> {
  const identifier = await readSigned('two_factor')
  if (!identifier) return null
  const { internalAdapter } = await auth.$context
  const passed = await internalAdapter.findVerificationValue(identifier)
  if (!passed || passed.expiresAt <= new Date()) return null
  const isVerified = await hasAuthenticator(passed.value)
  return {
    steps: isVerified ? ['authenticator', 'letter', 'backup'] : ['letter'],
    lockedUntil: await lockedUntil(passed.value),
  }
}

async function hasAuthenticator(userId: string): Promise<boolean> {
  const [row] = await unitDatabase
    .select({ verified: twoFactor.verified })
    .from(twoFactor)
    .where(eq(twoFactor.userId, userId))
  return row?.verified === true
}

async function countBackupCodes(userId: string): Promise<number> {
  const { backupCodes } = await auth.api.viewBackupCodes({ body: { userId } })
  return backupCodes.length
}

async function listTrusted(userId: string): Promise<TrustedDevice[]> {
  const here = await readSigned('device')
  const rows = await unitDatabase
    .select()
    .from(device)
    .where(and(eq(device.userId, userId), gt(device.trustedUntil, new Date())))
    .orderBy(desc(device.lastSeenAt))
  return rows.map(({ id, userAgent, lastSeenAt, trustedUntil, tokenHash }) => ({
    id,
    browser: browserInWords(userAgent),
    lastUsedAt: lastSeenAt,
    until: trustedUntil ?? lastSeenAt,
    current: here !== undefined && tokenHash === hashOf(here),
  }))
}
