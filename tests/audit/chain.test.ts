import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { append } from '~/audit/append.server'
import { bearWitness, compare } from '~/audit/heads.server'
import { verify } from '~/audit/verify.server'
import { db } from '~/db/client'
import { asTenant, withTenant } from '~/db/tenant'
import { asOwner } from '../support/database'

const acme = { id: 'acme' }
const globex = { id: 'globex' }

/** One line of an organization's log, in a transaction of its own. */
const write = (name: string, organization = acme) =>
  withTenant({ organization }, (tx) =>
    append({ organization, user: { id: 'ada', name: 'Ada' }, tx }, 'team.created', {
      teamId: name,
      name,
    }),
  )

const look = (of: { organizationId?: string | null } = {}) => db.transaction((tx) => verify(tx, of))
const faults = async () =>
  (await look()).findings.map(({ organizationId, fault, line }) => ({
    organizationId,
    fault,
    line,
  }))

/** The id of a line by its place in Acme's chain. */
const idAt = (seq: number) =>
  sql.raw(`(select audit_id from audit_link where organization_id = 'acme' and seq = ${seq})`)

beforeEach(async () => {
  for (const { id } of [acme, globex]) {
    await asOwner(sql`insert into organization (id, name, slug, created_at)
      values (${id}, ${id.toUpperCase()}, ${id}, now())`)
    for (const name of ['one', 'two', 'three', 'four', 'five']) await write(name, { id })
  }
})

afterEach(() =>
  asOwner(sql`
    with gone as (delete from organization), changes as (delete from audit_change),
      links as (delete from audit_link where organization_id is null),
      heads as (delete from audit_head where organization_id is null)
    delete from audit where organization_id is null`),
)

describe('a log that nobody touched holds together', () => {
  test('whole, and of one organization', async () => {
    expect(await look()).toEqual({ chains: 2, lines: 10, findings: [] })
    expect(await look({ organizationId: 'acme' })).toEqual({ chains: 1, lines: 5, findings: [] })
    expect(await look({ organizationId: null })).toEqual({ chains: 0, lines: 0, findings: [] })
  })

  test('when fifty write at once and some take it back: without a gap, in one order', async () => {
    const writing = Array.from({ length: 50 }, (_, at) =>
      withTenant({ organization: acme }, async (tx) => {
        const details = { teamId: String(at), name: String(at) }
        await append({ organization: acme, user: null, tx }, 'team.created', details)
        if (at % 5 === 0) throw new Error('Taken back.')
      }).catch(() => undefined),
    )
    await Promise.all(writing)
    expect(await look({ organizationId: 'acme' })).toEqual({ chains: 1, lines: 45, findings: [] })
    const [end] = await asOwner(sql`
      select max(seq)::int as last, count(*)::int as links from audit_link where organization_id = 'acme'`)
    expect(end).toEqual({ last: 45, links: 45 })
  })

  test('when one transaction writes to two of them and to the one of none, many at once', async () => {
    const writing = Array.from({ length: 20 }, (_, at) =>
      db.transaction(async (tx) => {
        const details = { teamId: String(at), name: 'Both' }
        for (const organization of [acme, globex]) {
          await asTenant(tx, { organization }, (tenant) =>
            append({ organization, user: null, tx: tenant }, 'team.created', details),
          )
        }
        const person = { userId: String(at), name: 'Ada' }
        await append({ organization: null, user: null, tx }, 'account.signed_in', person)
      }),
    )
    await Promise.all(writing)
    expect(await look()).toEqual({ chains: 3, lines: 70, findings: [] })
  })

  test('when an organization goes in the very transaction that wrote its line', async () => {
    await db.transaction(async (tx) => {
      await asTenant(tx, { organization: acme }, (tenant) =>
        append({ organization: acme, user: null, tx: tenant }, 'team.removed', {
          teamId: 'x',
          name: 'X',
        }),
      )
      await tx.execute(sql`delete from organization where id = 'acme'`)
      const details = { organizationId: 'acme', name: 'ACME' }
      await append({ organization: null, user: null, tx }, 'organization.deleted', details)
    })
    expect(await look()).toEqual({ chains: 2, lines: 6, findings: [] })
  })

  test('what was written before there was a chain has its links, in the order of its ids', async () => {
    await asOwner(sql`
      with unlinked as (delete from audit_link) delete from audit_head`)
    await asOwner(sql`
      do $$ declare line audit; begin
        for line in select * from audit order by id loop perform link_audit_line(line); end loop;
      end $$`)
    expect(await look()).toEqual({ chains: 2, lines: 10, findings: [] })
  })
})

describe('the first link that does not hold is named, and whose it is', () => {
  test.each([
    ['what a line says', sql`details = '{"name": "another"}'`],
    ['who did it', sql`actor_name = 'Eve'`],
    ['through whose eyes', sql`impersonator_name = 'Olive'`],
    ['when', sql`at = at - interval '1 second'`],
    ['from where', sql`address = '10.0.0.1'`],
  ])('where somebody edited %s', async (_what, change) => {
    await asOwner(sql`update audit set ${change} where id = ${idAt(3)}`)
    const { findings } = await look()
    expect(findings).toEqual([
      {
        organizationId: 'acme',
        fault: 'edited',
        line: 3,
        sentence: 'In the log of ACME (acme), line 3 was changed after it was written.',
      },
    ])
    expect((await look({ organizationId: 'globex' })).findings).toEqual([])
  })

  test('where a line was removed, with its link or without', async () => {
    await asOwner(sql`delete from audit where id = ${idAt(2)}`)
    expect(await faults()).toEqual([{ organizationId: 'acme', fault: 'removed', line: 2 }])
    await asOwner(sql`delete from audit_link where organization_id = 'acme' and seq = 2`)
    expect(await faults()).toEqual([{ organizationId: 'acme', fault: 'removed', line: 2 }])
  })

  test('where two lines were swapped, by their contents or by their links', async () => {
    const swap = sql`
      update audit set details = other.details, subject_id = other.subject_id, at = other.at,
        transaction_id = other.transaction_id
      from audit other where (audit.id, other.id) in ((${idAt(2)}, ${idAt(4)}), (${idAt(4)}, ${idAt(2)}))`
    await asOwner(swap)
    const { findings } = await look()
    expect(findings).toMatchObject([{ organizationId: 'acme', fault: 'swapped', line: 2 }])
    expect(findings[0]?.sentence).toContain('lines 2 and 4 were swapped')
    await asOwner(swap)
    expect(await faults()).toEqual([])
    await asOwner(sql`
      do $$ declare two bigint := ${idAt(2)}; four bigint := ${idAt(4)}; begin
        update audit_link set audit_id = -1 where audit_id = two;
        update audit_link set audit_id = two where audit_id = four;
        update audit_link set audit_id = four where audit_id = -1;
      end $$`)
    expect(await faults()).toEqual([{ organizationId: 'acme', fault: 'swapped', line: 2 }])
  })

  test('where the end was cut off', async () => {
    await asOwner(sql`
      with cut as (delete from audit_link where organization_id = 'acme' and seq > 3 returning audit_id)
      delete from audit where id in (select audit_id from cut)`)
    const { findings } = await look()
    expect(findings).toMatchObject([{ organizationId: 'acme', fault: 'cut off', line: 4 }])
    expect(findings[0]?.sentence).toContain('line 3 is the last, and there were 5')
  })

  test('where a line was put in beside the chain', async () => {
    await asOwner(sql`
      do $$ begin
        alter table audit disable trigger chain_audit_line;
        insert into audit (organization_id, action) values ('globex', 'team.removed');
        alter table audit enable trigger chain_audit_line;
      end $$`)
    expect(await faults()).toEqual([{ organizationId: 'globex', fault: 'inserted', line: null }])
  })

  test('where the head was moved, and where it is gone', async () => {
    await asOwner(sql`update audit_head set seq = 4 where organization_id = 'acme'`)
    expect(await faults()).toEqual([{ organizationId: 'acme', fault: 'head moved', line: 4 }])
    await asOwner(
      sql`update audit_head set seq = 5, hash = 'nothing' where organization_id = 'acme'`,
    )
    expect(await faults()).toEqual([{ organizationId: 'acme', fault: 'head moved', line: 5 }])
    await asOwner(sql`delete from audit_head where organization_id = 'acme'`)
    expect(await faults()).toEqual([{ organizationId: 'acme', fault: 'head moved', line: null }])
  })
})

describe('against heads that were kept elsewhere', () => {
  test('a log is found that was written anew as a whole, though its chain holds', async () => {
    const kept = await db.transaction(bearWitness)
    await write('six')
    expect(await db.transaction((tx) => compare(tx, kept))).toEqual([])
    await asOwner(sql`
      do $$ declare line audit; begin
        update audit set actor_name = 'Eve' where organization_id = 'acme';
        delete from audit_link where organization_id = 'acme';
        delete from audit_head where organization_id = 'acme';
        for line in select * from audit where organization_id = 'acme' order by id loop
          perform link_audit_line(line);
        end loop;
      end $$`)
    expect(await faults()).toEqual([])
    const differing = await db.transaction((tx) => compare(tx, kept))
    expect(differing).toMatchObject([{ organizationId: 'acme', fault: 'rewritten', line: 5 }])
    expect(differing[0]?.sentence).toContain('the first 5 lines are not those of')
  })

  test('a log that is gone is found, unless a line says that its organization was deleted', async () => {
    const kept = await db.transaction(bearWitness)
    await asOwner(sql`delete from organization where id = 'acme'`)
    expect(await db.transaction((tx) => compare(tx, kept))).toMatchObject([
      { organizationId: 'acme', fault: 'rewritten' },
    ])
    const details = { organizationId: 'acme', name: 'ACME' }
    await db.transaction((tx) =>
      append({ organization: null, user: null, tx }, 'organization.deleted', details),
    )
    expect(await db.transaction((tx) => compare(tx, kept))).toEqual([])
  })
})
