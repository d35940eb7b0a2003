import { desc, eq } from 'drizzle-orm'
import type { Scope } from '~/auth/session.server'
import { project, user } from '~/db/schema'
import { isDuplicate } from '~/db/violations'
import { Refusal } from '~/refusal'

/** The organization's projects, newest first. */
export function list({ tx }: Scope) {
  return tx
    .select({
      id: project.id,
      name: project.name,
      createdAt: project.createdAt,
      createdBy: user.name,
    })
    .from(project)
    .leftJoin(user, eq(user.id, project.createdBy))
    .orderBy(desc(project.createdAt), desc(project.id))
}

/** Makes a project. Refuses conflict when the name is taken in this organization. */
export async function create({ tx, organization, user }: Scope, { name }: { name: string }) {
  const values = { organizationId: organization.id, name, createdBy: user.id }
  const [made] = await tx
    .insert(project)
    .values(values)
    .returning({ id: project.id, name: project.name })
    .catch((error) => (isDuplicate(error) ? taken(name) : Promise.reject(error)))
  return made
}

/** Gives a project another name. Refuses not_found, and conflict when the name is taken. */
export async function rename({ tx }: Scope, { id, name }: { id: string; name: string }) {
  const [renamed] = await tx
    .update(project)
    .set({ name })
    .where(eq(project.id, id))
    .returning({ id: project.id, name: project.name })
    .catch((error) => (isDuplicate(error) ? taken(name) : Promise.reject(error)))
  return renamed ?? gone()
}

/** Deletes a project for good. Refuses not_found. */
export async function remove({ tx }: Scope, { id }: { id: string }) {
  const [removed] = await tx.delete(project).where(eq(project.id, id)).returning({ id: project.id })
  return removed ?? gone()
}

function gone(): never {
  throw new Refusal('not_found', 'There is no such project. Somebody may have deleted it.')
}

function taken(name: string): never {
  throw new Refusal('conflict', 'A project of this name exists already.', {
    name: `There is a project called “${name}” already.`,
  })
}
