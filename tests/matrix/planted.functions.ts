import { createServerFn } from '@tanstack/react-start'
import { eq, sql } from 'drizzle-orm'
import { memberMay, signedIn } from '~/auth/gate'
import { db } from '~/db/client'
import { invitation, organization, project } from '~/db/schema'
import { overseeing, withTenant } from '~/db/tenant'
import * as projects from '~/features/projects/projects.server'
import { Refusal } from '~/refusal'

// Doors as somebody might write them on a bad day, to see that the matrix notices.

/** No gate at all. */
export const readForAnybody = createServerFn({ method: 'GET' })
  .validator((data: { org: string }) => data)
  .handler(async ({ data }) => {
    const scope = { organization: await organizationAt(data.org), oversees: true }
    return withTenant(scope, (tx) => tx.select().from(project))
  })

/** Signed in, and nobody asks whether they belong here. */
export const renameForAnybody = createServerFn({ method: 'POST' })
  .middleware([signedIn])
  .validator((data: { org: string; id: string }) => data)
  .handler(async ({ data }) => {
    const scope = { organization: await organizationAt(data.org), oversees: true }
    await withTenant(scope, (tx) =>
      tx.update(project).set({ name: 'Taken over' }).where(eq(project.id, data.id)),
    )
  })

/** Another permission than the one that is meant. */
export const removeForReaders = createServerFn({ method: 'POST' })
  .middleware([memberMay({ project: ['read'] })])
  .validator((data: { org: string; id: string }) => data)
  .handler(async ({ context, data }) => {
    await projects.remove(context.scope, data)
  })

/** Everything is asked for, and then it looks past the organization. */
export const cancelAnywhere = createServerFn({ method: 'POST' })
  .middleware([memberMay({ invitation: ['cancel'] })])
  .validator((data: { org: string; id: string }) => data)
  .handler(async ({ context, data }) => {
    const [found] = await db.select().from(invitation).where(eq(invitation.id, data.id))
    if (!found) throw new Refusal('not_found', 'There is no such invitation.')
    if (found.organizationId !== context.scope.organization.id) {
      throw new Refusal('forbidden', 'This invitation is not yours to cancel.')
    }
  })

/** Every gate is passed, and then it looks past the team. */
export const readPastTheTeam = createServerFn({ method: 'GET' })
  .middleware([memberMay({ project: ['read'] })])
  .handler(({ context: { scope } }) =>
    overseeing(scope.tx, sql<{ name: string }[]>`(select json_agg(${project}) from ${project})`),
  )

/** Nothing is wrong with it, but that nobody has said how it is called. */
export const newDoor = createServerFn({ method: 'GET' })
  .middleware([memberMay({ project: ['read'] })])
  .handler(() => [])

async function organizationAt(slug: string) {
  const [found] = await db.select().from(organization).where(eq(organization.slug, slug))
  if (!found) throw new Refusal('not_found', 'There is no such organization.')
  return found
}
