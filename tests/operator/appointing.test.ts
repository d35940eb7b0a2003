import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asOwner } from '../support/database'

/** `npm run operator` with these words, on this file's database. */
async function operator(...words: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/commands/operator.ts', ...words], {
    env: { ...process.env, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
  const [code] = await once(child, 'close')
  return { code, said: Buffer.concat(said).toString().trim() }
}

test('the first operator is made on the server, in one sentence and with a line by nobody', async () => {
  await asOwner(sql`insert into "user" (id, name, email, email_verified, updated_at)
    values ('ada', 'Ada', 'ada@acme.test', true, now())`)
  const [made, unknown] = await Promise.all([
    operator('add', 'Ada@acme.test'),
    operator('add', 'nobody@acme.test'),
  ])
  expect(made).toEqual({ code: 0, said: 'Ada (ada@acme.test) is an operator now.' })
  expect(unknown).toEqual({
    code: 1,
    said: 'Nobody has an account with the address nobody@acme.test. Sign up first.',
  })
  expect(
    await asOwner(sql`select actor_id, organization_id, action, subject_id from audit`),
  ).toEqual([{ actor_id: null, organization_id: null, action: 'user.role_set', subject_id: 'ada' }])
  expect(await operator('list')).toEqual({ code: 0, said: 'ada@acme.test  operator  Ada' })
})
