import { expect, test } from 'vitest'
import { db } from '~/db/client'
import { member, organization, team, teamMember, user } from '~/db/schema'
import { isDuplicate } from '~/db/violations'

test('two who add the same person at the same moment make one membership', async () => {
  const now = new Date()
  await db.insert(user).values({ id: 'bob', name: 'Bob', email: 'bob@acme.test' })
  await db.insert(organization).values({ id: 'acme', name: 'Acme', slug: 'acme', createdAt: now })
  await db
    .insert(team)
    .values({ id: 'design', name: 'Design', organizationId: 'acme', createdAt: now })

  const join = (id: string) =>
    db.insert(member).values({ id, organizationId: 'acme', userId: 'bob', createdAt: now })
  const joinTeam = (id: string) =>
    db.insert(teamMember).values({ id, teamId: 'design', userId: 'bob' })
  for (const twice of [
    [join('first'), join('second')],
    [joinTeam('first'), joinTeam('second')],
  ]) {
    const ended = await Promise.allSettled(twice)
    const refused = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
    expect(refused.map(isDuplicate)).toEqual([true])
  }
  expect(await db.$count(member)).toBe(1)
  expect(await db.$count(teamMember)).toBe(1)
})
