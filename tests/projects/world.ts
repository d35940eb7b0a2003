import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod/mini'
import { createProject, getProject, listProjects } from '~/features/projects/projects.functions'
import { asOwner } from '../support/database'
import { type Answer, knock } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

const project = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  team: z.nullable(z.string()),
  createdBy: z.nullable(z.string()),
  archivedAt: z.nullable(z.date()),
})
const page = z.object({
  projects: z.array(project),
  matching: z.number(),
  all: z.number(),
  previous: z.nullable(z.string()),
  next: z.nullable(z.string()),
})

/** Acme with its owner, its admin, a member in the team Design and one outside of it; Globex beside it. */
export async function begin() {
  const [ada, bob, cleo, eve, olive] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
    arrive('olive'),
  ])
  const acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
    { person: olive, role: 'member' },
  ])
  const globex = await found('globex', eve)
  await team('design', acme, cleo)
  await team('weather', globex, eve)
  return { ada, bob, cleo, eve, olive, acme, globex }
}

/** A team by this id and name, with one person in it. */
export async function team(id: string, { id: organizationId }: Organization, person: Person) {
  const name = id.charAt(0).toUpperCase() + id.slice(1)
  await asOwner(sql`insert into team (id, name, organization_id, created_at)
    values (${id}, ${name}, ${organizationId}, now())`)
  await asOwner(sql`insert into team_member (id, team_id, user_id, created_at)
    values (${`${id} ${person.id}`}, ${id}, ${person.id}, now())`)
}

/** A project of Acme's, unless told; gives its id. */
export async function make(who: Person, fields: object): Promise<string> {
  const { result, body } = await knock(createProject, { org: 'acme', ...fields }, who.headers)
  const made = z.object({ id: z.string() }).safeParse(result)
  if (!made.success) throw new Error(`No project was made: ${body}`)
  return made.data.id
}

/** A page of Acme's projects as somebody sees it. */
export async function see(who: Person, query: object = {}) {
  const { result } = await knock(listProjects, { org: 'acme', ...query }, who.headers)
  return page.parse(result)
}

export async function names(who: Person, query: object = {}): Promise<string[]> {
  const { projects } = await see(who, query)
  return projects.map(({ name }) => name)
}

export async function look(who: Person, id: string) {
  const { result } = await knock(getProject, { org: 'acme', id }, who.headers)
  return project.parse(result)
}

/** Status and words of an answer: all that somebody may learn from it. */
export const told = ({ status, body }: Answer) => ({ status, body })

/** As many rows as nobody could make within a plan. `more` are columns and their values, in which n counts. */
export async function fill({ id }: Organization, rows: number, more: Record<string, SQL> = {}) {
  const values: Record<string, SQL> = {
    id: sql`${id} || '-' || n`,
    name: sql`'Project ' || lpad(n::text, 4, '0')`,
    organization_id: sql`${id}::text`,
    ...more,
  }
  const columns = Object.keys(values).map((column) => sql.identifier(column))
  await asOwner(sql`insert into project (${sql.join(columns, sql`, `)})
    select ${sql.join(Object.values(values), sql`, `)} from generate_series(1, ${rows}) n`)
}

/** What the audit log says of projects, oldest first. */
export async function lines(): Promise<Record<string, unknown>[]> {
  return asOwner(sql`select action, actor_name as who, details from audit
    where action like 'project.%' order by id`)
}
