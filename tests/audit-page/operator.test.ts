import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { listEveryAudit, verifyAudit } from '~/features/operator/audit.functions'
import type { EveryAuditPage } from '~/features/operator/audit.server'
import { asOwner } from '../support/database'
import { knock, visit } from '../support/knock'
import type { Organization, Person } from '../support/people'
import { world, written } from './world'

let ada: Person, bob: Person, eve: Person, olive: Person
let acme: Organization, globex: Organization

const named = (name: string) => ({ projectId: 'p', name, teamId: null })

beforeAll(async () => {
  ;({ ada, bob, eve, olive, acme, globex } = await world())
  await written({ organization: acme, actor: ada, details: named('Alpha') })
  await written({ organization: globex, actor: eve, details: named('Beta') })
  const banned = { userId: bob.id, name: 'Bob', reason: 'Sends spam.', until: null }
  await written({
    organization: null,
    actor: olive,
    role: 'operator',
    action: 'user.banned',
    details: banned,
  })
  await asOwner(
    sql`update audit set subject_id = details ->> 'userId' where action = 'user.banned'`,
  )
})

async function ask(asked: object = {}): Promise<EveryAuditPage> {
  const { status, result } = await knock(listEveryAudit, asked, olive.headers)
  expect(status).toBe(200)
  return Object(result)
}
const said = ({ lines }: EveryAuditPage) => lines.map(({ who, act }) => `${who} ${act}`)
const alpha = 'Ada made the project Alpha'
const beta = 'Eve made the project Beta'
const ban = 'Olive, operator, banned Bob: “Sends spam.”'

test('whoever runs the product reads the lines of every organization and of none', async () => {
  const page = await ask()
  expect(said(page)).toEqual(expect.arrayContaining([alpha, beta, ban]))
  expect(page.organizations).toContainEqual({ id: globex.id, name: 'Globex' })
  const html = await (await visit('/operator/audit', olive.headers)).text()
  expect(html).toContain('made the project Beta')
  expect(html).toContain('No organization')
})

test('an organization is found by id, address or the beginning of its name; none is one too', async () => {
  for (const organization of [
    acme.id,
    'acme',
    'ACM',
    'none',
    '%',
    '_',
    '\\',
    "'",
    '🦊',
    '\u0000x',
    7,
  ]) {
    const found = said(await ask({ organization, noun: 'project' }))
    const meant = [acme.id, 'acme', 'ACM'].some((each) => each === organization)
    expect(found, String(organization)).toEqual(meant ? [alpha] : [])
  }
  expect(said(await ask({ organization: 'none', action: 'user.banned' }))).toEqual([ban])
})

test('a person is found as who did it and to whom, by id, address or name', async () => {
  for (const person of [bob.id, 'BOB@acme', 'bo']) {
    expect(said(await ask({ person, organization: 'none', noun: 'user' })), person).toEqual([ban])
  }
  expect(said(await ask({ person: 'eve', noun: 'project' }))).toEqual([beta])
  for (const person of ['%', '_', '\\', "' or true --", 'nobody']) {
    expect((await ask({ person })).lines, person).toEqual([])
  }
})

test('the same lines are a file', async () => {
  const answer = await visit('/api/operator/audit?format=jsonl&noun=project', olive.headers)
  expect(answer.headers.get('content-disposition')).toContain('every-audit-')
  const lines = (await answer.text()).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).sentence)).toEqual([beta, alpha])
})

test('a customer finds nothing here, by page, door or file', async () => {
  for (const door of [listEveryAudit, verifyAudit]) {
    expect((await knock(door, {}, ada.headers)).status).toBe(404)
    expect((await knock(door, {})).status).toBe(403)
  }
  const customer = await visit('/api/operator/audit?format=csv', ada.headers)
  expect([customer.status, await customer.text()]).toEqual([404, 'There is no such page.'])
  expect((await visit('/api/operator/audit?format=csv')).status).toBe(403)
})

test('the chains are verified at a press, and what was changed is named', async () => {
  await asOwner(sql`delete from audit_change`)
  const verified = async (organization?: string) => {
    const { result } = await knock(verifyAudit, { organization }, olive.headers)
    return Object(result)
  }
  // The ban of above was changed after it was written.
  const { chains, findings } = await verified()
  expect(chains).toBe(3)
  expect(findings).toMatchObject([
    {
      fault: 'edited',
      organizationId: null,
      sentence: expect.stringContaining('was changed after'),
    },
  ])
  expect(await verified('acme')).toMatchObject({ chains: 1, findings: [] })
  expect(await verified('none')).toMatchObject({ chains: 1, findings: [{ fault: 'edited' }] })
})
