import { z } from 'zod/mini'
import { nameShape } from '~/auth/words'
import { lenient, place, words } from '~/search'

/** What has not the form of an id is the id of nothing: not found, like any other. */
const id = z.catch(z.string().check(z.regex(/^[\w-]{1,64}$/)), '')

const description = z.string().check(
  z.trim(),
  z.maxLength(500, 'Use at most 500 characters.'),
  z.refine((text) => !/[^\P{Cc}\n\r\t]/u.test(text), 'Leave out control characters.'),
)

/** The id of a team; empty, and null from here on, for the whole organization. */
const teamId = z.pipe(
  z.string().check(z.regex(/^[\w-]{0,64}$/, 'There is no such team. Choose another.')),
  z.transform((given) => given || null),
)

/** What the form holds. */
export const projectFields = z.object({ name: nameShape, description, teamId })

export const newProject = z.extend(z.partial(projectFields, { description: true, teamId: true }), {
  org: z.string(),
})

/** What is left out stays as it is. */
export const projectChange = z.extend(z.partial(projectFields), { org: z.string(), id })

export const oneProject = z.object({ org: z.string(), id })

export const projectOrders = ['newest', 'oldest', 'name', '-name'] as const
export type ProjectOrder = (typeof projectOrders)[number]

/** In place of a team's id: the projects that belong to the whole organization. */
export const everyone = 'everyone'

const filters = {
  q: words,
  team: lenient(z.string().check(z.regex(/^[\w-]{1,64}$/))),
  state: lenient(z.literal('archived')),
  mine: lenient(z.literal(true)),
}

const list = z.object({
  ...filters,
  sort: lenient(z.enum(projectOrders)),
  page: place,
})
/** Which projects, in which order, from which place on. Without anything: the active ones, newest first. */
export type ProjectsQuery = z.output<typeof list>

export const projectsInput = z.extend(list, { org: z.string() })

/** The list's address: the query, and whether the form for a new project stands open. */
export const projectsSearch = z.extend(list, { new: lenient(z.literal(true)) })
export type ProjectsSearch = z.output<typeof projectsSearch>

/** Whether something narrows the list. Archived projects are another list, not a narrower one. */
export function isNarrowed({ q, team, mine }: ProjectsQuery): boolean {
  return Boolean(q || team || mine)
}
