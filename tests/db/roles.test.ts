import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '~/db/client'
import { project } from '~/db/schema'
import { withTenant } from '~/db/tenant'

test('the login the application runs as is neither superuser nor above row-level security', async () => {
  const { rows } = await db.execute(
    sql`select current_user as login, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`,
  )
  expect(rows).toEqual([
    {
      login: 'app',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
    },
  ])
})

test('a rule that forgets withTenant is refused by the database, not answered with an empty list', async () => {
  await expect(db.select().from(project)).rejects.toMatchObject({ cause: { code: '42501' } })
  await expect(
    withTenant({ organization: { id: 'anything' } }, (tx) => tx.select().from(project)),
  ).resolves.toEqual([])
})
