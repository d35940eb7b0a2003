import { APIError } from 'better-auth/api'
import type { z } from 'zod/mini'
import { nameShape, slugShape } from './words'

const named = new Set([
  '/sign-up/email',
  '/update-user',
  '/organization/create',
  '/organization/update',
  '/organization/create-team',
  '/organization/update-team',
])

/** Fields that better-auth takes and no screen of ours sends. */
const closed = ['image', 'logo', 'metadata']

/**
 * better-auth itself accepts a name of a megabyte and a slug of any shape.
 * Refuses with 400 INVALID_NAME, INVALID_SLUG or FIELD_NOT_ALLOWED.
 */
export async function checkWords({ path, body }: { path: string; body?: unknown }): Promise<void> {
  if (!named.has(path)) return
  const words = wordsIn(body)
  for (const field of closed) {
    if (words[field] !== undefined) {
      throw new APIError('BAD_REQUEST', {
        code: 'FIELD_NOT_ALLOWED',
        message: `The field "${field}" cannot be set here.`,
      })
    }
  }
  check('INVALID_NAME', nameShape, words.name)
  check('INVALID_SLUG', slugShape, words.slug)
}

/** A body's own words, those of its `data` included (better-auth nests updates there). */
function wordsIn(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return {}
  const nested = 'data' in body && typeof body.data === 'object' ? body.data : {}
  return { ...body, ...nested }
}

function check(code: string, shape: z.ZodMiniType<string>, word: unknown): void {
  if (word === undefined) return
  const result = shape.safeParse(word)
  if (result.success) return
  throw new APIError('BAD_REQUEST', { code, message: result.error.issues[0]?.message ?? code })
}
