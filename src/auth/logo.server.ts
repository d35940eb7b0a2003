import { eq, sql } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import { organization } from '~/db/schema'
import { open, ownerOf, remove } from '~/files/store.server'
import { Refusal } from '~/refusal'
import { isMember } from './joining.server'
import { inside } from './organization-rules.server'
import { findSession } from './session.server'
import { afterUnit, asUnit } from './unit.server'

const place = '/api/files/'

type Scope = { organization: { id: string }; user: { id: string; name: string } }

/**
 * Gives the organization another logo, or none, and removes the file of the one before once that is stored. A
 * process that ends in between leaves a file nobody can ask for; never a logo without its file.
 * @param key of a file that is kept already; null for none
 * @throws Refusal not_found when the organization has gone meanwhile
 */
export function changeLogo(me: Scope, key: string | null): Promise<void> {
  const { organization: here } = me
  return asUnit(async (tx) => {
    const { rows } = await tx.execute<{ logo: string | null }>(
      sql`select logo from organization where id = ${here.id} for no key update`,
    )
    const [before] = rows
    if (!before) throw new Refusal('not_found', 'There is no such organization.')
    if (!before.logo && !key) return
    const logo = key && place + key
    await tx.update(organization).set({ logo }).where(eq(organization.id, here.id))
    await inside(here, (tenant) =>
      append({ ...me, tx: tenant }, 'organization.updated', { changed: ['logo'] }),
    )
    if (before.logo) await afterUnit(() => remove(String(before.logo).slice(place.length)))
  })
}

/** A file of an organization for whoever asks and is a member of it; null for everybody else, and where none is. */
export async function openFile(key: string) {
  const owner = ownerOf(key)
  const session = owner && (await findSession())
  if (!session || !(await isMember(owner.id, session.user.id))) return null
  return open(key)
}
