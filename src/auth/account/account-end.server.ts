import type { GenericEndpointContext } from 'better-auth'
import { APIError, getSessionFromCtx } from 'better-auth/api'
import { eq, inArray, or, sql } from 'drizzle-orm'
import { append, type Who } from '~/audit/append.server'
import { inside } from '~/auth/organizations/organization-rules.server'
import { listed, onlyOwnerOf } from '~/auth/organizations/ownership.server'
import { unitDatabase, unitUnderWay } from '~/auth/unit.server'
import { whoIn } from '~/auth/who.server'
import { stillPaying } from '~/billing/parting.server'
import { seatsChanged } from '~/billing/seats.server'
import { member, verification } from '~/db/schema'
import { Refusal } from '~/refusal'
import { accountOf, writeOnAccount } from './account-lines.server'
import { sayGoodbye } from './account-notices.server'
import { forgetPicture } from './picture.server'

type Person = { id: string; name: string; email: string }

const path = '/delete-user'

/** How lately one must have signed in, or confirmed that it is oneself, to delete one's account; milliseconds. */
const lately = 10 * 60_000

/**
 * Before one's own account is deleted: a password is checked by better-auth; without one, the session must be newer
 * than better-auth asks for, since nobody can bring an account back. Refuses with 403 SESSION_NOT_FRESH.
 * @throws Refusal invalid for a token by letter, which is not sent here
 */
export async function confirmEnd(context: GenericEndpointContext): Promise<void> {
  if (context.path !== path) return
  const { password, token } = context.body ?? {}
  if (token !== undefined) throw new Refusal('invalid', 'Accounts are not deleted by letter.')
  const here = await getSessionFromCtx(context)
  if (!here || password) return
  if (Date.now() - new Date(here.session.createdAt).getTime() < lately) return
  throw new APIError('FORBIDDEN', { code: 'SESSION_NOT_FRESH', message: 'Confirm that it is you.' })
}

/**
 * What stands against deleting an account, in a sentence; null when nothing does. An organization pays for itself: it
 * goes on with its other owners, and one that pays has somebody left who can cancel.
 */
export async function whatKeeps(person: { id: string; name?: string }): Promise<string | null> {
  const who = person.name === undefined ? 'You are' : `${person.name} is`
  const owned = await onlyOwnerOf(person)
  if (owned.length === 0) return null
  const paying = await stillPaying(unitDatabase, owned)
  const paid = listed(namesOf(owned.filter(({ id }) => paying.includes(id))))
  const cancel = paid && `cancel the subscription of ${paid} and `
  const what = owned.length > 1 ? 'organizations' : 'organization'
  return `${who} the only owner of ${listed(namesOf(owned))}. Make somebody else owner first, or ${cancel}delete the ${what}.`
}

const namesOf = (organizations: { name: string }[]) => organizations.map(({ name }) => name)

/**
 * Before an account is deleted, by whatever way: its person is the only owner of no organization. Who becomes one
 * meanwhile, the trigger keeps. Whoever goes leaves a line in each organization, and a seat.
 * @throws Refusal conflict, with the organizations by name and what to do first
 */
export async function mayEnd(
  { id, name }: Person,
  context: GenericEndpointContext | null,
): Promise<void> {
  const own = context?.path === path
  const sentence = await whatKeeps(own ? { id } : { id, name })
  if (sentence) throw new Refusal('conflict', sentence)
  const memberships = await unitDatabase
    .select({ id: member.id, role: member.role, organizationId: member.organizationId })
    .from(member)
    .where(eq(member.userId, id))
    // Always in one order: whoever writes to the same logs waits, and nobody for each other.
    .orderBy(member.organizationId)
  const who = context ? await whoIn(context) : { user: null }
  for (const { organizationId, ...membership } of memberships) {
    await signOff({ id: organizationId }, membership, { id, name }, who)
    await seatsChanged(organizationId, { tx: unitUnderWay() })
  }
}

async function signOff(
  organization: { id: string },
  { id: memberId, role }: { id: string; role: string },
  gone: { id: string; name: string },
  who: Who,
): Promise<void> {
  await inside(organization, (tx) =>
    who.user?.id === gone.id
      ? append({ ...who, role, organization, tx }, 'member.left', { memberId })
      : append({ ...who, organization, tx }, 'member.removed', {
          memberId,
          userId: gone.id,
          name: gone.name,
        }),
  )
}

/**
 * After an account is gone, by whatever way: links and codes under way go too, and its picture; its address gets the
 * last letter.
 */
export async function accountGone(
  person: Person,
  context: GenericEndpointContext | null,
): Promise<void> {
  const words = [person.id, person.email]
  await unitDatabase
    .delete(verification)
    .where(
      or(
        inArray(verification.value, words),
        ...words.map((word) => sql`position(${JSON.stringify(word)} in ${verification.value}) > 0`),
      ),
    )
  await forgetPicture(person)
  // An operator's act has a line of its own, with a reason.
  if (context?.path !== '/admin/remove-user') {
    const who = context ? await whoIn(context) : { user: null }
    await writeOnAccount(who, 'account.deleted', accountOf(person))
  }
  await sayGoodbye(person)
}
