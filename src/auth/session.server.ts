import { getRequest, getRequestHeaders } from '@tanstack/react-start/server'
import { db, type Transaction } from '~/db/client'
import { auth } from './auth.server'
import { isBanned } from './banned.server'
import { findImpersonation, type Impersonation } from './impersonation/impersonation-lookup.server'
import { lookUpMembership, type Membership } from './membership.server'

export type Session = NonNullable<Awaited<ReturnType<typeof auth.api.getSession>>> & {
  /** Where an operator looks through this person's eyes; null where it is themselves. */
  impersonation: Impersonation | null
}
export type { Membership }

/** What a rule works with: who, in which organization, allowed what, in which transaction. */
export type Scope = Session & Membership & { tx: Transaction }

const sessions = new WeakMap<Request, Promise<Session | null>>()
const memberships = new WeakMap<Request, Map<string, Promise<Membership | null>>>()

/**
 * The session of the request under way, or null. Asked of better-auth once per request, however many doors ask;
 * never remembered between requests, so that revocation and ban hold at once.
 */
export function findSession(): Promise<Session | null> {
  return remembered(sessions, getRequest(), lookUpSession)
}

async function lookUpSession(): Promise<Session | null> {
  const session = await auth.api.getSession({ headers: getRequestHeaders() })
  if (!session || isBanned(session.user)) return null
  const { impersonatedBy, id } = session.session
  if (!impersonatedBy) return { ...session, impersonation: null }
  const impersonation = await findImpersonation(id)
  return impersonation && { ...session, impersonation }
}

/**
 * The organization of this slug and the signed-in person's membership in it; null for everybody else.
 * Never read from the session: the address decides.
 */
export async function findMembership(slug: string): Promise<Membership | null> {
  const session = await findSession()
  if (!session) return null
  const request = getRequest()
  const known = memberships.get(request) ?? new Map<string, Promise<Membership | null>>()
  memberships.set(request, known)
  return remembered(known, slug, () => lookUpMembership(db, session.user.id, { slug }))
}

/** Whether it began, or was confirmed, lately enough for what better-auth asks a fresh session for. */
export async function isFresh({ createdAt }: { createdAt: Date }): Promise<boolean> {
  const { sessionConfig } = await auth.$context
  return Date.now() - createdAt.getTime() < sessionConfig.freshAge * 1_000
}

type Memory<Key, Value> = { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown }

function remembered<Key, Value>(memory: Memory<Key, Value>, key: Key, look: () => Value): Value {
  const known = memory.get(key)
  if (known !== undefined) return known
  const found = look()
  memory.set(key, found)
  return found
}
