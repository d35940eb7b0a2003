import { z } from 'zod/mini'
import { emailShape } from './members'

/** As many as may be asked in one go: each is a letter. */
export const mostAtOnce = 50

/** One entry of a pasted list: as it was written, and the address in it if there is one. */
export type Line = { text: string; email: string | null }

/**
 * Reads a list as people paste it: by lines, commas or semicolons, bare addresses or `Ada <ada@example.com>`.
 * An address that stands there twice is read once.
 */
export function readAddresses(pasted: string): Line[] {
  const entries = pasted.match(/(?:"[^"\n]*"|[^,;\n])+/g) ?? []
  const lines = entries.flatMap(apart).map((text) => ({ text, email: addressIn(text) }))
  const seen = new Set<string>()
  return lines.filter(({ text, email }) => {
    const known = seen.has(email ?? text)
    seen.add(email ?? text)
    return !known
  })
}

/** Several addresses with only spaces between them are several entries. */
function apart(entry: string): string[] {
  const text = entry.trim()
  if (!text) return []
  const several = !text.includes('<') && (text.match(/@/g) ?? []).length > 1
  return several ? text.split(/\s+/) : [text]
}

function addressIn(text: string): string | null {
  const bare = (/<([^<>]*)>/.exec(text)?.[1] ?? text).replace(/^mailto:/i, '')
  const result = emailShape.safeParse(bare)
  return result.success ? result.data : null
}

export const inviteForm = z.object({
  people: z.string().check(
    z.refine((text) => readAddresses(text).length > 0, 'Write at least one address.'),
    z.refine(
      (text) => readAddresses(text).length <= mostAtOnce,
      `Invite at most ${mostAtOnce} people at a time.`,
    ),
  ),
  role: z.string(),
  teamIds: z.array(z.string()),
})
