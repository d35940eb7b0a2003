import { and, asc, eq, ilike, ne, or, sql } from 'drizzle-orm'
import { changeLogo } from '~/auth/organizations/logo.server'
import type { Scope } from '~/auth/session.server'
import { member, organization, user } from '~/db/schema'
import { readPicture } from '~/files/pictures.server'
import { remove, save } from '~/files/store.server'
import { Refusal } from '~/refusal'
import { heirsShown, logoLimit } from './settings'

type Outside = Omit<Scope, 'tx'>

/** What the organization is called and where it is found, and whether it would have an owner without me. */
export async function get({ tx, organization: here, member: me }: Scope) {
  const [found] = await tx
    .select({
      name: organization.name,
      slug: organization.slug,
      logo: organization.logo,
      website: organization.website,
      twoFactorFrom: organization.twoFactorFrom,
      mine: sql<boolean>`${ownedBy(sql`${member.id} = ${me.id}`)}`,
      others: sql<boolean>`${ownedBy(sql`${member.id} <> ${me.id}`)}`,
    })
    .from(organization)
    .where(eq(organization.id, here.id))
  if (!found) throw new Refusal('not_found', 'There is no such organization.')
  const { mine, others, ...words } = found
  return { ...words, owner: mine, onlyOwner: mine && !others }
}

/** Members who could be the next owner, by name. */
export function searchHeirs({ tx, member: me }: Scope, { q }: { q: string }) {
  const letters = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`
  return tx
    .select({ id: member.id, name: user.name, email: user.email, image: user.image })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(ne(member.id, me.id), or(ilike(user.name, letters), ilike(user.email, letters))))
    .orderBy(asc(user.name), asc(member.id))
    .limit(heirsShown)
}

/** Another logo. Refuses invalid for what is no picture, or too large a one. */
export async function setLogo(scope: Outside, { picture }: { picture: File }): Promise<void> {
  const key = await save(scope.organization, await readPicture(picture, logoLimit))
  try {
    await changeLogo(scope, key)
  } catch (error) {
    await remove(key)
    throw error
  }
}

export function removeLogo(scope: Outside): Promise<void> {
  return changeLogo(scope, null)
}

const ownedBy = (who: ReturnType<typeof sql>) =>
  sql`exists (select from ${member} where ${who} and ${member.role} ~ '(^|,)\s*owner\s*(,|$)')`
