import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { append } from '~/audit/append.server'
import { verify } from '~/audit/verify.server'
import { db } from '~/db/client'
import { seed } from '../../dev/seed'
import { asOwner } from '../support/database'

const findings = async () => (await db.transaction((tx) => verify(tx))).findings

test('a world made by the product’s own rules verifies; a change made past them is found, and named', async () => {
  await seed()
  const { lines, ...rest } = await db.transaction((tx) => verify(tx))
  expect(rest).toEqual({ chains: 3, findings: [] })
  expect(lines).toBeGreaterThan(40)

  await asOwner(sql`update member set role = 'owner' where user_id = (
    select id from "user" where name = 'Cleo')`)
  expect(await findings()).toMatchObject([{ fault: 'unexplained', line: null }])
  expect((await findings())[0]?.sentence).toContain(
    'no line explains the update of a row of member',
  )

  // Told of by a line, an organization's end explains what it took along; untold it does not.
  await asOwner(sql`delete from organization where slug = 'globex'`)
  expect((await findings()).length).toBeGreaterThan(1)
  const details = { organizationId: await goneId(), name: 'Globex' }
  await db.transaction((tx) =>
    append({ organization: null, user: null, tx }, 'organization.deleted', details),
  )
  expect(await findings()).toMatchObject([{ fault: 'unexplained', line: null }])
})

async function goneId(): Promise<string> {
  const [gone] = await asOwner(sql`
    select organization_id as id from audit_change c
    where not exists (select from organization o where o.id = c.organization_id) limit 1`)
  return String(gone?.id)
}
