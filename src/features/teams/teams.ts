import { z } from 'zod/mini'
import { type Granted, may } from '~/auth/permissions'
import { nameShape } from '~/auth/words'
import { lenient } from '~/search'

export const teamName = z.object({ name: nameShape })

/** What has not the form of an id is the id of nothing: not found, like any other. */
const id = z.catch(z.string().check(z.regex(/^[\w-]{1,64}$/)), '')

const words = z.pipe(
  // The router reads `?q=7` as a number.
  z.coerce.string().check(z.trim(), z.maxLength(80, 'Use at most 80 characters.')),
  z.transform((typed) => typed.replace(/\p{Cc}/gu, '') || undefined),
)
const page = { q: z.optional(words), after: z.optional(id) }

export const teamsInput = z.object({ org: z.string(), ...page })
export const teamInput = z.object({ org: z.string(), team: id, ...page })
export const candidatesInput = z.object({ org: z.string(), team: id, q: z.optional(words) })

/** What stands in the address of a list that is searched and paged; what is none of it is left out. */
export const pageSearch = z.object({
  q: lenient(words),
  after: z.optional(id),
})

export type PageSearch = z.output<typeof pageSearch>

/** What somebody's roles allow with teams; the two about people ask for exactly what better-auth asks for. */
export const teamActs = (granted: Granted) => ({
  create: may(granted, { team: ['create'] }),
  rename: may(granted, { team: ['update'] }),
  remove: may(granted, { team: ['delete'] }),
  add: may(granted, { team: ['update'] }) && may(granted, { member: ['update'] }),
  takeOut: may(granted, { team: ['update'] }) && may(granted, { member: ['delete'] }),
})

export type TeamActs = ReturnType<typeof teamActs>

/** What is left of these for one team: where the plan has no place for it, it is emptied and removed, and not changed. */
export const actsOn = ({ beyondPlan }: { beyondPlan: boolean }, acts: TeamActs): TeamActs =>
  beyondPlan ? { ...acts, rename: false, add: false } : acts

/** Whether a list is long enough to be searched, or is being searched. */
export const findable = ({ total, search }: { total: number; search: PageSearch }) =>
  total > 10 || search.q !== undefined || search.after !== undefined
