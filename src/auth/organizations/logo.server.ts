import { eq, sql } from 'drizzle-orm'
import { append, type Who } from '~/audit/append.server'
import { afterUnit, asUnit } from '~/auth/unit.server'
import { organization } from '~/db/schema'
import { addressOf, keyAt, remove } from '~/files/store.server'
import { Refusal } from '~/refusal'
import { inside } from './organization-rules.server'

type Scope = Who & { organization: { id: string }; user: { id: string; name: string } }

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
    const logo = key && addressOf(key)
    await tx.update(organization).set({ logo }).where(eq(organization.id, here.id))
    await inside(here, (tenant) =>
      append({ ...me, tx: tenant }, 'organization.updated', { changed: ['logo'] }),
    )
    const old = before.logo && keyAt(before.logo)
    if (old) await afterUnit(() => remove(old))
  })
}
