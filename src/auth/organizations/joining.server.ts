import { createHash } from 'node:crypto'
import { and, eq, isNull, notExists, sql } from 'drizzle-orm'
import type { Who } from '~/audit/append.server'
import { stillHere } from '~/auth/account/account-rules.server'
import { auth } from '~/auth/auth.server'
import { lookUpMembership } from '~/auth/membership.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import type { Transaction } from '~/db/client'
import { audit, emailDomain, joinLink, member, organization, team } from '~/db/schema'
import { Refusal } from '~/refusal'
import { closedLink, type LinkState, noSuchLink } from './joining'
import { joiningBy } from './member-added.server'
import { inside } from './organization-rules.server'
import { mayHandOut } from './role-offer.server'

type Person = { id: string; name: string; email: string; emailVerified: boolean }

/** Who joins, and how their line says who they are. */
type Me = Who & { user: Person }

/** Where somebody has arrived: the organization's address, and the team they were put into. */
export type Arrival = { slug: string; teamId: string | null }

/** What is kept of a secret: enough to know it again, too little to use it. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

/** A link as whoever has its token may know it; null where there is none. */
export async function findLink(token: string) {
  const [found] = await unitDatabase
    .select({
      id: joinLink.id,
      organizationId: organization.id,
      organization: organization.name,
      slug: organization.slug,
      suspendedAt: organization.suspendedAt,
      role: joinLink.role,
      teamId: joinLink.teamId,
      team: team.name,
      uses: joinLink.uses,
      maxUses: joinLink.maxUses,
      expiresAt: joinLink.expiresAt,
      createdBy: joinLink.createdBy,
    })
    .from(joinLink)
    .innerJoin(organization, eq(organization.id, joinLink.organizationId))
    .leftJoin(team, eq(team.id, joinLink.teamId))
    .where(eq(joinLink.tokenHash, hashOf(token)))
  return found ? { ...found, state: await stateOf(found) } : null
}

type Link = {
  organizationId: string
  role: string
  uses: number
  maxUses: number
  expiresAt: Date
  createdBy: string | null
  suspendedAt: Date | null
}

async function stateOf(link: Link): Promise<LinkState> {
  if (link.expiresAt <= new Date()) return 'expired'
  if (link.uses >= link.maxUses) return 'used-up'
  if (link.suspendedAt) return 'suspended'
  const maker = link.createdBy
    ? await lookUpMembership(unitDatabase, link.createdBy, { id: link.organizationId })
    : null
  const stands = maker?.can({ invitation: ['create'] }) && (await mayHandOut(maker, link.role))
  return stands ? 'open' : 'withdrawn'
}

/** Whether somebody is a member of the organization already. */
export async function isMember(organizationId: string, userId: string): Promise<boolean> {
  return Boolean(await lookUpMembership(unitDatabase, userId, { id: organizationId }))
}

/**
 * Makes somebody a member by a link. Its uses are counted while the organization is held, so that of fifty at once
 * no more come in than it lets.
 * @throws Refusal not_found, forbidden, conflict, limit_reached
 */
export function joinByLink(me: Me, token: string): Promise<Arrival> {
  return asUnit(async (tx) => {
    const named = await findLink(token)
    if (named) await hold(tx, named.organizationId)
    // Asked once more: whoever was before us has counted by now.
    const link = named && (await findLink(token))
    if (!link) throw new Refusal('not_found', noSuchLink)
    await mayCome(me.user, { id: link.organizationId, name: link.organization })
    if (link.state !== 'open') throw new Refusal('conflict', closedLink[link.state])
    const counted = await tx
      .update(joinLink)
      .set({ uses: link.uses + 1 })
      .where(eq(joinLink.id, link.id))
      .returning({ id: joinLink.id })
    // It may be removed at this very moment, which does not wait for us.
    if (counted.length === 0) throw new Refusal('not_found', noSuchLink)
    await admit(me, { ...link, by: 'link' })
    return { slug: link.slug, teamId: link.teamId }
  })
}

/** The organizations that let people at this person's proven address join, and that they are not in. */
export async function listOffers(person: Person) {
  const domain = domainOf(person)
  if (!domain) return []
  return unitDatabase
    .select({
      id: organization.id,
      name: organization.name,
      logo: organization.logo,
      slug: organization.slug,
      domain: emailDomain.domain,
    })
    .from(emailDomain)
    .innerJoin(organization, eq(organization.id, emailDomain.organizationId))
    .where(
      and(
        emailDomain.verified,
        eq(emailDomain.domain, domain),
        isNull(organization.suspendedAt),
        notExists(
          unitDatabase
            .select({ id: member.id })
            .from(member)
            .where(and(eq(member.organizationId, organization.id), eq(member.userId, person.id))),
        ),
      ),
    )
}

/**
 * Makes somebody a member whose proven address is at a domain that the organization has shown to be its own.
 * @throws Refusal not_found, forbidden, conflict, limit_reached
 */
export function joinByDomain(me: Me, organizationId: string): Promise<Arrival> {
  return asUnit(async (tx) => {
    await hold(tx, organizationId)
    const [found] = await tx
      .select({ name: organization.name, slug: organization.slug })
      .from(emailDomain)
      .innerJoin(organization, eq(organization.id, emailDomain.organizationId))
      .where(
        and(
          emailDomain.verified,
          eq(emailDomain.organizationId, organizationId),
          eq(emailDomain.domain, domainOf(me.user) ?? ''),
        ),
      )
    if (!found) throw new Refusal('not_found', 'There is no such organization.')
    await mayCome(me.user, { id: organizationId, name: found.name })
    const teamId = await defaultTeam(tx, organizationId)
    await admit(me, { organizationId, role: 'member', teamId, by: 'domain' })
    return { slug: found.slug, teamId: null }
  })
}

/** The part of an address that must match to the letter: no part of a domain stands for the whole. */
function domainOf({ email, emailVerified }: Person): string | null {
  return emailVerified ? (email.toLowerCase().split('@').at(-1) ?? null) : null
}

/** As better-auth's own calls do: who joins, leaves and is counted goes one at a time. */
async function hold(tx: Transaction, organizationId: string): Promise<void> {
  await tx.execute(sql`select 1 from organization where id = ${organizationId} for no key update`)
}

async function mayCome(person: Person, organization: { id: string; name: string }): Promise<void> {
  if (!person.emailVerified) {
    throw new Refusal('forbidden', 'Confirm your address first, then join.')
  }
  await stillHere(person)
  if (await isMember(organization.id, person.id)) {
    throw new Refusal('conflict', `You are a member of ${organization.name} already.`)
  }
  // Otherwise whoever was shown out would walk in again by the door that stands open for everybody.
  const shownOut = await inside(organization, (tx) =>
    tx
      .select({ id: audit.id })
      .from(audit)
      .where(
        and(eq(audit.action, 'member.removed'), eq(sql`${audit.details} ->> 'userId'`, person.id)),
      )
      .limit(1),
  )
  if (shownOut.length > 0) {
    throw new Refusal(
      'forbidden',
      'You have been removed from this organization. Ask for an invitation by letter.',
    )
  }
}

async function defaultTeam(tx: Transaction, organizationId: string): Promise<string | null> {
  const [oldest] = await tx
    .select({ id: team.id })
    .from(team)
    .where(eq(team.organizationId, organizationId))
    .orderBy(team.createdAt, team.id)
    .limit(1)
  return oldest?.id ?? null
}

// better-auth's type knows the roles that are built in; an organization has others of its own.
const anyRole: {
  addMember(call: {
    body: { organizationId?: string; userId: string; role: string | string[]; teamId?: string }
  }): Promise<unknown>
} = auth.api

type Admission = {
  organizationId: string
  role: string
  teamId: string | null
  by: 'link' | 'domain'
}

async function admit(me: Me, { organizationId, role, teamId, by }: Admission): Promise<void> {
  await joiningBy({ who: me, by }, () =>
    anyRole.addMember({
      body: { organizationId, userId: me.user.id, role, ...(teamId && { teamId }) },
    }),
  )
}
