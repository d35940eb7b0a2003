import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '~/db/client'
import { describeError } from '~/observe/describe-error.server'

test('of a failed statement the log has the statement and the reason, never its values', async () => {
  const secret = 'a-token-nobody-may-read'
  const error = await db
    .execute(sql`select ${secret} from nowhere`)
    .catch((caught: unknown) => caught)
  expect(String(error)).toContain(secret)
  const described = JSON.stringify(describeError(error))
  expect(described).not.toContain(secret)
  expect(described).toContain('from nowhere')
  expect(described).toContain('42P01')
})

test('where it broke can be read: file and line, also of the cause', () => {
  const described = describeError(new Error('outside', { cause: new TypeError('inside') }))
  expect(described.stack).toContain('errors-in-the-log.test.ts')
  expect(described.cause).toMatchObject({ type: 'TypeError', message: 'inside' })
})

test('what is thrown and is no error does not break the log, and is not repeated', () => {
  expect(JSON.stringify(describeError('a word that was thrown'))).not.toContain('thrown')
})
