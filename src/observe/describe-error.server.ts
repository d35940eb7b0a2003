import { DrizzleQueryError } from 'drizzle-orm/errors'

type Described = { type: string; message: string; stack: string; code?: string; cause?: Described }

/**
 * An error as the log may have it: what broke and where, never the values that a statement carried, which may be
 * tokens, hashes or a person's words.
 */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error', stack: '' }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    type: error.name,
    message: error instanceof DrizzleQueryError ? `Failed query: ${error.query}` : error.message,
    stack: frames.join('\n'),
    ...(code && { code }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}
