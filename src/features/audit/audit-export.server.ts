import type { Read } from '~/audit/export.server'
import { readLines } from '~/audit/lines.server'
import { requireMember } from '~/auth/required.server'
import { withTenant } from '~/db/tenant'
import { auditSearch } from './audit'
import { filterOf, keepFeature } from './audit.server'

/**
 * An organization's log for whoever may read it, as an export reads it: each piece as the tenant, in a transaction of
 * its own.
 * @throws Refusal as the door of the page does
 */
export async function exportOf(
  slug: string,
  asked: Record<string, string>,
): Promise<{ name: string; read: Read }> {
  const { session, membership } = await requireMember(slug, { audit: ['read'] }, 'GET')
  keepFeature(membership)
  const filter = filterOf(auditSearch.parse(asked))
  const tenant = { ...membership, user: session.user }
  return {
    name: membership.organization.slug,
    read: (from) => withTenant(tenant, (tx) => readLines(tx, filter, from)),
  }
}
