import { z } from 'zod/mini'
import type { Grant } from '~/auth/permissions'
import { roleNameShape } from '~/auth/words'

export type Role = {
  /** Of a built-in role: its name. */
  id: string
  name: string
  builtIn: boolean
  grant: Grant
  /** How many people hold it; null where the reader does not see members. */
  holders: number | null
}

/** The form of a role; `permission` is a list of acts, `noun:action`. */
export const roleInput = z.object({
  name: roleNameShape,
  permission: z
    .array(z.string())
    .check(z.minLength(1, 'Choose at least one thing that this role allows.')),
})

/** A list of acts as better-auth takes it: by noun. */
export function permissionOf(acts: readonly string[]): Record<string, string[]> {
  const permission: Record<string, string[]> = {}
  for (const act of acts) {
    const [noun = '', action = ''] = act.split(':')
    permission[noun] = [...(permission[noun] ?? []), action]
  }
  return permission
}

export const personInput = z.object({ org: z.string(), member: z.string() })

export const searchInput = z.object({ org: z.string(), q: z.string().check(z.maxLength(100)) })

/** How many people one search shows. */
export const peopleShown = 20
