import { z } from 'zod'

export type Me = { id: string; email: string; emailVerified: boolean }

/** One file of the archive of what is somebody's own. */
export type Part = {
  /** The tables it is read from. */
  from: readonly string[]
  about: string
  /** What a row looks like in the file; its JSON Schema lies beside it. */
  row: z.ZodObject
  rows(me: Me): PromiseLike<object[]> | AsyncIterable<object>
}

export const day = z.iso.datetime()
export const text = z.string()
export const maybe = z.string().nullable()
export const place = z.strictObject({ id: text, name: text, slug: text })
