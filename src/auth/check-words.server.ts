import { APIError } from 'better-auth/api'
import { z } from 'zod/mini'
import { nameShape, slugShape, websiteShape } from './words'

const named = new Set([
  '/sign-up/email',
  '/sign-in/magic-link',
  '/sign-in/email-otp',
  '/update-user',
  '/organization/create',
  '/organization/update',
  '/organization/create-team',
  '/organization/update-team',
  '/passkey/verify-registration',
  '/passkey/update-passkey',
])

/** Fields that better-auth takes and no screen of ours sends. */
const closed = ['image', 'logo', 'metadata']

/** An address that is longer cannot get mail, and has no room in the index. */
const shortAddress = z.string().check(z.maxLength(254))

/**
 * better-auth itself accepts a name or an e-mail address of a megabyte and a slug of any shape. What passes is
 * handed on as the shape leaves it: without spaces around it, a slug in lower case.
 * Refuses with 400 INVALID_EMAIL, INVALID_NAME, INVALID_SLUG, INVALID_WEBSITE or FIELD_NOT_ALLOWED.
 */
export async function checkWords(context: { path: string; body?: unknown }) {
  if (!isRecord(context.body)) return
  if (typeof context.body.email === 'string') {
    shaped('INVALID_EMAIL', shortAddress, context.body.email)
  }
  if (!named.has(context.path)) return
  const { data, ...body } = context.body
  return {
    context: { body: { ...checked(body), ...(isRecord(data) ? { data: checked(data) } : {}) } },
  }
}

function checked(words: Record<string, unknown>): Record<string, unknown> {
  for (const field of closed) {
    if (words[field] !== undefined) {
      throw new APIError('BAD_REQUEST', {
        code: 'FIELD_NOT_ALLOWED',
        message: `The field "${field}" cannot be set here.`,
      })
    }
  }
  return {
    ...words,
    ...(words.name !== undefined && { name: shaped('INVALID_NAME', nameShape, words.name) }),
    ...(words.slug !== undefined && { slug: shaped('INVALID_SLUG', slugShape, words.slug) }),
    ...(typeof words.website === 'string' && {
      website: shaped('INVALID_WEBSITE', websiteShape, words.website),
    }),
  }
}

function shaped(code: string, shape: z.ZodMiniType<string>, word: unknown): string {
  const result = shape.safeParse(word)
  if (result.success) return result.data
  throw new APIError('BAD_REQUEST', { code, message: result.error.issues[0]?.message ?? code })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
