import { sql } from 'drizzle-orm'
import { addressOf, open, ownerOf } from '~/files/store.server'
import { findSession } from './session.server'
import { unitDatabase } from './unit.server'

/**
 * A file for whoever asks and may see it; null for everybody else, and where none is. What belongs to an
 * organization its members see, and its logo also whom it has invited; what belongs to a person, they themselves and
 * whoever shares an organization with them.
 */
export async function openFile(key: string) {
  const owner = ownerOf(key)
  const session = owner && (await findSession())
  if (!session || !(await maySee(session.user, owner.id, key))) return null
  return open(key)
}

type Reader = { id: string; email: string; emailVerified: boolean }

async function maySee(me: Reader, owner: string, key: string): Promise<boolean> {
  if (me.id === owner) return true
  const { rows } = await unitDatabase.execute(sql`
    select from member where user_id = ${me.id} and (organization_id = ${owner}
      or organization_id in (select organization_id from member where user_id = ${owner}))
    union all
    select from invitation join organization on organization.id = invitation.organization_id
      where ${me.emailVerified} and invitation.email = ${me.email} and organization_id = ${owner}
        and status = 'pending' and expires_at > now() and organization.logo = ${addressOf(key)}
    limit 1`)
  return rows.length > 0
}
