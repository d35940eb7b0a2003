import { eq } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import type { Scope } from '~/auth/session.server'
import { withinLimit } from '~/billing/entitlements.server'
import { keepsPlace, lacksPlace } from '~/billing/over-limit.server'
import { project, team, user } from '~/db/schema'
import { isDuplicate, isLeftInTeam } from '~/db/violations'
import { Refusal } from '~/refusal'
import { isIn } from './projects-list.server'

type Fields = { name: string; description?: string; teamId?: string | null }

/**
 * One project with what its page shows, and whether the plan has a place for it. Refuses not_found, also for a team's
 * project the person does not see. Two statements.
 */
export async function get(scope: Scope, { id }: { id: string }) {
  const [found] = await scope.tx
    .select({
      id: project.id,
      name: project.name,
      description: project.description,
      teamId: project.teamId,
      team: team.name,
      createdBy: user.name,
      createdAt: project.createdAt,
      archivedAt: project.archivedAt,
    })
    .from(project)
    .leftJoin(team, eq(team.id, project.teamId))
    .leftJoin(user, eq(user.id, project.createdBy))
    .where(eq(project.id, id))
  if (!found) return gone()
  return { ...found, beyondPlan: await lacksPlace(scope, 'projects', id) }
}

/**
 * Makes a project.
 * Refuses limit_reached; invalid for a team the person may not put it into; conflict when the name is taken there.
 */
export async function create(scope: Scope, { name, description = '', teamId = null }: Fields) {
  await withinLimit(scope, 'projects')
  await mayGoInto(scope, teamId)
  const { tx, organization, user } = scope
  const [made] = await tx
    .insert(project)
    .values({ organizationId: organization.id, name, description, teamId, createdBy: user.id })
    .returning({ id: project.id, name: project.name })
    .catch(refuse(name))
  if (!made) throw new Error('The project was neither made nor refused.')
  await append(scope, 'project.created', { projectId: made.id, name, teamId })
  return made
}

/**
 * Changes what is given and leaves the rest. Refuses not_found, limit_reached where the plan has no place for it, and
 * as `create` does.
 */
export async function update(scope: Scope, { id, ...given }: { id: string } & Partial<Fields>) {
  const before = await hold(scope, id)
  const after = {
    name: given.name ?? before.name,
    description: given.description ?? before.description,
    teamId: given.teamId === undefined ? before.teamId : given.teamId,
  }
  const changed = fields.filter((field) => after[field] !== before[field])
  if (changed.length === 0) return { id, name: after.name }
  await keepsPlace(scope, 'projects', id)
  if (changed.includes('teamId')) await mayGoInto(scope, after.teamId)
  await scope.tx.update(project).set(after).where(eq(project.id, id)).catch(refuse(after.name))
  await append(scope, 'project.updated', { projectId: id, name: after.name, changed })
  return { id, name: after.name }
}

/** Puts a project away: it stays as it is and takes no room in the plan. Refuses not_found. */
export async function archive(scope: Scope, { id }: { id: string }) {
  const { name, archivedAt } = await hold(scope, id)
  if (archivedAt) return { id, name }
  await scope.tx.update(project).set({ archivedAt: new Date() }).where(eq(project.id, id))
  await append(scope, 'project.archived', { projectId: id, name })
  return { id, name }
}

/** Takes a project out of the archive. Refuses not_found, and limit_reached where the plan has no room for it. */
export async function restore(scope: Scope, { id }: { id: string }) {
  const { name, archivedAt } = await hold(scope, id)
  if (!archivedAt) return { id, name }
  await withinLimit(scope, 'projects')
  await scope.tx.update(project).set({ archivedAt: null }).where(eq(project.id, id))
  await append(scope, 'project.restored', { projectId: id, name })
  return { id, name }
}

/** Deletes a project for good. Refuses not_found. */
export async function remove(scope: Scope, { id }: { id: string }) {
  const [removed] = await scope.tx
    .delete(project)
    .where(eq(project.id, id))
    .returning({ id: project.id, name: project.name })
  if (!removed) return gone()
  await append(scope, 'project.removed', { projectId: id, name: removed.name })
  return removed
}

const fields = ['name', 'description', 'teamId'] as const

/** The project as it stands, which nobody else changes until this transaction ends. */
async function hold({ tx }: Scope, id: string) {
  const [held] = await tx.select().from(project).where(eq(project.id, id)).for('update')
  return held ?? gone()
}

/** Refuses in a sentence what the policy of the table would refuse without one. */
async function mayGoInto(scope: Scope, teamId: string | null): Promise<void> {
  if (teamId === null) return
  const [found] = await scope.tx
    .select({ name: team.name, isMine: isIn(scope).mapWith(Boolean) })
    .from(team)
    .where(eq(team.id, teamId))
  if (!found) return noSuchTeam()
  if (found.isMine || scope.oversees) return
  throw new Refusal('invalid', `You are not in the team ${found.name}.`, {
    teamId: `You are not in the team ${found.name}. Choose one of yours, or ask an admin.`,
  })
}

/** What the database says of a project that cannot stand where it should, in words. */
const refuse =
  (name: string) =>
  (error: unknown): never => {
    if (isDuplicate(error)) {
      throw new Refusal('conflict', 'A project of this name exists already.', {
        name: `There is a project called “${name}” here already, perhaps in the archive.`,
      })
    }
    // Somebody removed it a moment ago.
    if (isLeftInTeam(error)) return noSuchTeam()
    throw error
  }

function noSuchTeam(): never {
  throw new Refusal('invalid', 'This team is not there any more.', {
    teamId: 'This team is not there any more. Choose another.',
  })
}

function gone(): never {
  throw new Refusal('not_found', 'There is no such project. Somebody may have deleted it.')
}
