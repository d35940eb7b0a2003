import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { append } from '~/audit/append.server'
import { db } from '~/db/client'
import { audit } from '~/db/schema'
import { withTenant } from '~/db/tenant'
import { asOwner } from '../support/database'

const [acme, globex] = [{ id: 'acme' }, { id: 'globex' }]
const lines = () => asOwner(sql`select organization_id, action from audit order by id`)

beforeAll(async () => {
  for (const { id } of [acme, globex]) {
    await asOwner(sql`insert into organization (id, name, slug, created_at)
      values (${id}, ${id}, ${id}, now())`)
    const details = { teamId: 'design', name: 'Design' }
    await withTenant({ organization: id === 'acme' ? acme : globex }, (tx) =>
      append({ organization: { id }, user: null, tx }, 'team.created', details),
    )
  }
})

test.each(['app', 'tenant'])(
  'the role %s may neither change nor delete nor empty what was written down',
  async (role) => {
    const [held] = await asOwner(sql`
      select has_table_privilege(${role}, 'audit', 'update, delete, truncate') as lines,
        has_any_column_privilege(${role}, 'audit', 'update') as columns,
        has_table_privilege(${role}, 'audit_change', 'insert, update, delete, truncate') as changes`)
    expect(held).toEqual({ lines: false, columns: false, changes: false })
  },
)

test('neither handle of the application changes a line, whatever it tries', async () => {
  const before = await lines()
  for (const statement of [
    sql`update audit set action = 'nothing.happened'`,
    sql`delete from audit`,
    sql`truncate audit`,
    sql`insert into audit_change (organization_id, noun, row_id, change) values ('acme', 'member', '1', 'insert')`,
  ]) {
    const denied = { cause: { code: '42501' } }
    await expect(db.execute(statement)).rejects.toMatchObject(denied)
    await expect(
      withTenant({ organization: acme }, (tx) => tx.execute(statement)),
    ).rejects.toMatchObject(denied)
  }
  expect(await lines()).toEqual(before)
})

test('an organization reads its own lines and adds none to another’s', async () => {
  const seen = await withTenant({ organization: acme }, (tx) =>
    tx.select({ organizationId: audit.organizationId }).from(audit),
  )
  expect(seen).toEqual([{ organizationId: 'acme' }])
  const smuggled = withTenant({ organization: acme }, (tx) =>
    append({ organization: globex, user: null, tx }, 'team.removed', { teamId: 'x', name: 'X' }),
  )
  await expect(smuggled).rejects.toMatchObject({ cause: { code: '42501' } })
  expect(await lines()).toHaveLength(2)
})

test('the application by itself adds none: a line is written inside an organization only', async () => {
  const alone = db.insert(audit).values({ organizationId: 'acme', action: 'team.created' })
  await expect(alone).rejects.toMatchObject({ cause: { code: '42501' } })
})

test('a line outlives the account of whoever acted, and names them still', async () => {
  await asOwner(sql`insert into "user" (id, name, email) values ('bob', 'Bob', 'bob@acme.test')`)
  await withTenant({ organization: acme }, (tx) =>
    append({ organization: acme, user: { id: 'bob', name: 'Bob' }, tx }, 'member.left', {
      memberId: 'm',
    }),
  )
  await asOwner(sql`delete from "user" where id = 'bob'`)
  expect(await asOwner(sql`select actor_name from audit where action = 'member.left'`)).toEqual([
    { actor_name: 'Bob' },
  ])
})
