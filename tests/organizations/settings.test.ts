import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { answered } from '~/auth/answered'
import { getMembership } from '~/features/organizations/organizations.functions'
import { createProject } from '~/features/projects/projects.functions'
import { getSettings } from '~/features/settings/settings.functions'
import { log } from '~/observe/log.server'
import { Refusal } from '~/refusal'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization, globex: Organization

beforeAll(async () => {
  ;[ada, bob, cleo, eve] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
  ])
})

beforeEach(async () => {
  await asOwner(sql`delete from organization`)
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
  globex = await found('globex', eve)
})

const update = (data: object, who = ada, { id }: { id: string } = acme) =>
  callAuth('/organization/update', { body: { organizationId: id, data }, headers: who.headers })
const settings = async (who = ada, org = 'acme') =>
  (await knock(getSettings, { org }, who.headers)).result

/** What the person reads, and at which field. */
function refusalOf({ status, data }: Awaited<ReturnType<typeof callAuth>>) {
  try {
    answered({ data: null, error: { ...data, status } })
  } catch (error) {
    if (error instanceof Refusal) return { sentence: error.sentence, fields: error.fields }
  }
  return undefined
}

describe('the settings', () => {
  test('are read by every member, and changed by those whose role allows it', async () => {
    const words = { name: 'Acme Corp', website: 'https://acme.test' }
    expect((await update(words, bob)).status).toBe(200)
    for (const who of [ada, cleo]) expect(await settings(who)).toMatchObject(words)
    const refused = await update({ name: 'Mine' }, cleo)
    expect(refused.status).toBe(403)
    expect(refusalOf(refused)?.sentence).toBe(
      'Your role does not allow changing the organization. Ask an owner or admin.',
    )
    expect((await update({ name: 'Mine' }, eve)).status).toBe(404)
    expect(await settings()).toMatchObject(words)
  })

  test('say who owns the organization, and whether anybody else does', async () => {
    expect(await settings(ada)).toMatchObject({ owner: true, onlyOwner: true })
    expect(await settings(bob)).toMatchObject({ owner: false, onlyOwner: false })
    await asOwner(sql`update member set role = 'owner' where user_id = ${bob.id}`)
    expect(await settings(ada)).toMatchObject({ owner: true, onlyOwner: false })
  })

  test('keep names and websites as they are meant', async () => {
    await update({ name: '  Ünïcode & Söhne 🏛️ ', website: ' acme.test/über ' })
    expect(await settings()).toMatchObject({
      name: 'Ünïcode & Söhne 🏛️',
      website: 'https://acme.test/über',
    })
    await update({ website: '' })
    expect(await settings()).toMatchObject({ website: '' })
  })

  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT://acme.test/%0aalert(1)',
    'data:text/html,hi',
    'ftp://acme.test',
    'https://ada:secret@acme.test',
    'https://',
    'somewhere',
    'two words',
    `https://acme.test/${'x'.repeat(300)}`,
  ])(
    'a website like %s is refused at its field, and at the making of an organization too',
    async (website) => {
      const refused = await update({ website })
      expect([refused.status, refused.data?.code]).toEqual([400, 'INVALID_WEBSITE'])
      expect(refusalOf(refused)?.fields).toHaveProperty('website')
      const made = await callAuth('/organization/create', {
        body: { name: 'Another', slug: 'another', website },
        headers: ada.headers,
      })
      expect(made.status).toBe(400)
      expect(await settings()).toMatchObject({ website: null })
    },
  )
})

describe('an address that was changed', () => {
  const where = async (path: string, who: Person) => {
    const answer = await visit(path, who.headers)
    return [answer.status, answer.headers.get('location')]
  }

  test('leads members on from the old one, deep links and what they ask for included', async () => {
    expect((await update({ slug: 'acme-corp' })).status).toBe(200)
    for (const rest of ['', '/members?q=bob&sort=name', '/settings?from=letter']) {
      const [status, location] = await where(`/app/acme${rest}`, cleo)
      expect(status).toBe(307)
      expect(location).toBe(`/app/acme-corp${rest}`)
    }
    expect((await visit('/app/acme-corp/settings', cleo.headers)).status).toBe(200)
  })

  test('leads over several changes to the last one, and back', async () => {
    for (const slug of ['acme-two', 'acme-three']) await update({ slug })
    expect(await where('/app/acme', ada)).toEqual([307, '/app/acme-three'])
    expect(await where('/app/acme-two', ada)).toEqual([307, '/app/acme-three'])
    await update({ slug: 'acme' })
    expect((await visit('/app/acme', ada.headers)).status).toBe(200)
    expect(await where('/app/acme-two', ada)).toEqual([307, '/app/acme'])
  })

  test('tells strangers nothing: they get the page of an address that never was', async () => {
    await update({ slug: 'acme-corp' })
    const words = (html: string) =>
      html.replace(/acme|nowhere|nonce="[^"]*"|content="[^"]*"|\$_TSR.*/g, '')
    const former = await visit('/app/acme', eve.headers)
    const never = await visit('/app/nowhere', eve.headers)
    expect([former.status, never.status]).toEqual([404, 404])
    expect(words(await former.text())).toBe(words(await never.text()))
  })

  test('is its new organization’s once another takes it, and leads nobody on any more', async () => {
    await update({ slug: 'acme-corp' })
    expect((await update({ slug: 'acme' }, eve, globex)).status).toBe(200)
    expect((await visit('/app/acme', eve.headers)).status).toBe(200)
    expect((await visit('/app/acme', ada.headers)).status).toBe(404)
    expect((await knock(getMembership, { org: 'acme' }, ada.headers)).status).toBe(404)
  })

  test('that is taken, reserved or no word at all is refused at its field', async () => {
    const taken = 'This address is taken. Choose another.'
    expect(refusalOf(await update({ slug: 'globex' }))).toEqual({
      sentence: taken,
      fields: { slug: taken },
    })
    for (const slug of ['new', 'two words', 'x', '../globex']) {
      expect(refusalOf(await update({ slug }))?.fields, slug).toHaveProperty('slug')
    }
    expect(await settings()).toMatchObject({ slug: 'acme' })
  })

  test('and is wanted by two organizations at once becomes one’s, with the same sentence for the other', async () => {
    for (let round = 0; round < 3; round++) {
      const slug = `wanted-${round}`
      const answers = await Promise.all([update({ slug }), update({ slug }, eve, globex)])
      const refused = answers.filter(({ status }) => status !== 200)
      expect(refused.map((answer) => refusalOf(answer)?.sentence)).toEqual([
        'This address is taken. Choose another.',
      ])
    }
  })

  test('by two people at once is what the later one said, and the other address leads there', async () => {
    const answers = await Promise.all([update({ slug: 'one' }), update({ slug: 'two' }, bob)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const [now] = await asOwner(sql`select slug from organization where id = ${acme.id}`)
    const other = now?.slug === 'one' ? 'two' : 'one'
    expect(await where(`/app/${other}`, cleo)).toEqual([307, `/app/${now?.slug}`])
    expect(await where('/app/acme', cleo)).toEqual([307, `/app/${now?.slug}`])
  })
})

describe('deleting', () => {
  const remove = (who: Person) =>
    callAuth('/organization/delete', { body: { organizationId: acme.id }, headers: who.headers })

  test('is the owner’s, and takes everything along', async () => {
    for (const who of [bob, cleo]) {
      const refused = await remove(who)
      expect(refusalOf(refused)?.sentence).toBe('Only an owner can delete the organization.')
    }
    expect((await remove(eve)).status).toBe(404)
    await knock(createProject, { org: 'acme', name: 'Atlas' }, cleo.headers)
    await update({ slug: 'acme-corp' })
    const left = async () => {
      const tables = await asOwner(sql`select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'organization_id' and table_name <> 'audit_change'`)
      const rows = await asOwner(
        sql.join(
          tables.map(
            ({ name }) =>
              sql`select ${name}::text as name from ${sql.identifier(String(name))} where organization_id = ${acme.id}`,
          ),
          sql` union `,
        ),
      )
      return rows.map(({ name }) => name).sort()
    }
    expect(await left()).toEqual([
      'audit',
      'audit_head',
      'audit_link',
      'former_slug',
      'member',
      'project',
      'team',
    ])
    const told = vi.spyOn(log, 'info')
    expect((await remove(ada)).status).toBe(200)
    expect(await left()).toEqual([])
    expect((await visit('/app/acme-corp', ada.headers)).status).toBe(404)
    // The organization's own audit has gone with it.
    expect(told).toHaveBeenCalledWith(
      { action: 'organization.deleted', organizationId: acme.id, actorId: ada.id },
      'audit',
    )
    const traces = await asOwner(
      sql`select count(*)::int as n from audit_change where organization_id = ${acme.id} and change = 'delete'`,
    )
    expect(Number(traces[0]?.n)).toBeGreaterThan(3)
  })

  test('frees its address', async () => {
    await remove(ada)
    expect((await update({ slug: 'acme' }, eve, globex)).status).toBe(200)
  })
})
