import { z } from 'zod/mini'

/** A part of a page's address: it may be written by anybody, and what is wrong in it counts as left out. */
export const lenient = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.catch(z.optional(schema), undefined)

/** Words that are looked for, at most 80 characters of them. The router reads `?q=7` as a number. */
export const words = lenient(
  z.pipe(
    z.union([z.string(), z.number()]),
    z.transform(
      (given) =>
        String(given)
          .replace(/\p{Cc}/gu, '')
          .trim()
          .slice(0, 80) || undefined,
    ),
  ),
)

/** A place in a list, as an earlier answer named it. */
export const place = lenient(z.string().check(z.maxLength(1000)))
