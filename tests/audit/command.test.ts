import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { append } from '~/audit/append.server'
import { withTenant } from '~/db/tenant'
import { asOwner } from '../support/database'

const organization = { id: 'acme' }
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atrium-heads-'))
  await asOwner(sql`insert into organization (id, name, slug, created_at)
    values ('acme', 'Acme', 'acme', now())`)
  for (const name of ['one', 'two']) {
    await withTenant({ organization }, (tx) =>
      append({ organization, user: null, tx }, 'team.created', { teamId: name, name }),
    )
  }
})
afterAll(() => rm(folder, { recursive: true }))

/** The command as npm runs it: what it said, and the code it ended with. */
const run = (...given: string[]) =>
  new Promise<{ code: number | string; said: string }>((resolve) => {
    const command = ['--import', 'tsx', 'src/commands/audit-verify.ts', ...given]
    execFile(process.execPath, command, (error, out, said) =>
      resolve({ code: error?.code ?? 0, said: (out + said).trim() }),
    )
  })

test('one sentence where all is well, heads to keep elsewhere, and 1 with what was found', async () => {
  const file = join(folder, 'heads.json')
  expect(await run('--heads', file)).toEqual({ code: 0, said: '2 lines in 1 log hold together.' })
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    heads: [{ organizationId: 'acme', seq: 2 }],
  })
  await asOwner(sql`
    do $$ declare line audit; begin
      update audit set details = '{}';
      delete from audit_link;
      delete from audit_head;
      for line in select * from audit order by id loop perform link_audit_line(line); end loop;
    end $$`)
  const found = await run('--against', file)
  expect(found.code).toBe(1)
  expect(found.said).toContain('In the log of Acme (acme), the first 2 lines are not those of ')
}, 120_000)
