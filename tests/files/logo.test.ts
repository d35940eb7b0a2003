import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listOrganizations } from '~/features/organizations/organizations.functions'
import { logoLimit } from '~/features/settings/settings'
import { getSettings, removeLogo, setLogo } from '~/features/settings/settings.functions'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { pictures } from './pictures'

let ada: Person, bob: Person, cleo: Person, eve: Person
let acme: Organization

beforeAll(async () => {
  ;[ada, bob, cleo, eve] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
  ])
  await found('globex', eve)
})

beforeEach(async () => {
  await asOwner(sql`delete from organization where slug = 'acme'`)
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})

function sent(bytes: Uint8Array<ArrayBuffer>, name = 'logo.png', type = 'image/png', org = 'acme') {
  const form = new FormData()
  form.set('org', org)
  form.set('picture', new File([bytes], name, { type }))
  return form
}
const upload = (bytes: Uint8Array<ArrayBuffer>, who = ada) =>
  knock(setLogo, sent(bytes), who.headers)

const logoOf = async (who = ada) => {
  const { result } = await knock(getSettings, { org: 'acme' }, who.headers)
  return typeof result === 'object' && result && 'logo' in result ? result.logo : undefined
}
const address = async () => String(await logoOf())
const kept = () =>
  readdir(join(String(process.env.FILES_DIR), acme.id)).catch(() => ['no folder any more'])

describe('a logo', () => {
  test.each(Object.entries(pictures))(
    'in the form of %s is kept to the byte, and shown to members as what it is',
    async (type, bytes) => {
      expect((await upload(bytes, bob)).status).toBe(200)
      const answer = await visit(await address(), cleo.headers)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
    },
  )

  test('stands in the list of organizations, and in the log with who changed it', async () => {
    await upload(pictures['image/png'])
    const { result } = await knock(listOrganizations, undefined, cleo.headers)
    expect(result).toMatchObject([{ slug: 'acme', logo: await logoOf() }])
    const lines = await asOwner(
      sql`select actor_name, details from audit where organization_id = ${acme.id} order by id desc limit 1`,
    )
    expect(lines).toEqual([{ actor_name: 'Ada', details: { changed: ['logo'] } }])
  })

  test('is answered so that a browser takes it for a picture and nothing else', async () => {
    await upload(pictures['image/png'])
    const { headers } = await visit(await address(), ada.headers)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
    })
  })

  test('takes the file of the one before along when it is replaced, and its own when it is removed', async () => {
    await upload(pictures['image/png'])
    const before = await address()
    await upload(pictures['image/webp'])
    const after = await address()
    expect(await kept()).toEqual([after.split('/').at(-1)])
    expect((await visit(before, ada.headers)).status).toBe(404)
    expect((await knock(removeLogo, { org: 'acme' }, bob.headers)).status).toBe(200)
    expect([await kept(), await logoOf()]).toEqual([[], null])
  })

  test('of two that are uploaded at once is one: the file of the other is gone', async () => {
    const answers = await Promise.all([
      upload(pictures['image/png']),
      upload(pictures['image/webp'], bob),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await kept()).toEqual([(await address()).split('/').at(-1)])
  })

  test('leaves no file where it could not be stored', async () => {
    await upload(pictures['image/png'])
    const before = await kept()
    await asOwner(sql`revoke insert on audit from tenant`)
    const { status } = await upload(pictures['image/webp'])
    await asOwner(sql`grant insert on audit to tenant`)
    expect(status).toBe(500)
    expect(await kept()).toEqual(before)
  })

  test('goes with its organization', async () => {
    await upload(pictures['image/png'])
    const where = await address()
    const body = { organizationId: acme.id }
    expect((await callAuth('/organization/delete', { body, headers: ada.headers })).status).toBe(
      200,
    )
    expect(await kept()).toEqual(['no folder any more'])
    expect((await visit(where, ada.headers)).status).toBe(404)
  })
})

describe('a file that is no logo is refused with a sentence', () => {
  const text = (words: string) => new Uint8Array(new TextEncoder().encode(words))
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const most = new Uint8Array(logoLimit + 1)
  most.set(pictures['image/png'])

  test.each([
    ['an SVG that calls itself a PNG', text(svg)],
    ['a page that calls itself a PNG', text('<!doctype html><script>alert(1)</script>')],
    ['a GIF', text('GIF89a\x01\x00\x01\x00')],
    ['a PDF', text('%PDF-1.7\n')],
    ['empty', new Uint8Array()],
    ['the beginning of a PNG', pictures['image/png'].slice(0, 8)],
  ])('%s', async (_what, bytes) => {
    const { status, error } = await upload(bytes)
    expect(status).toBe(422)
    const sentence = 'Use a PNG, JPEG or WebP picture.'
    expect(error).toMatchObject({ code: 'invalid', sentence, fields: { picture: sentence } })
    expect(await logoOf()).toBeNull()
  })

  test('too large by one byte', async () => {
    const { status, error } = await upload(most)
    expect([status, error]).toMatchObject([422, { sentence: 'Use a picture of at most 1 MB.' }])
    expect((await upload(most.slice(0, logoLimit))).status).toBe(200)
  })

  test('no file at all', async () => {
    for (const nothing of [{ org: 'acme' }, formWith('words')]) {
      const { status, error } = await knock(setLogo, nothing, ada.headers)
      expect([status, error]).toMatchObject([422, { sentence: 'Choose a picture.' }])
    }
  })

  const formWith = (picture: string) => {
    const form = new FormData()
    form.set('org', 'acme')
    form.set('picture', picture)
    return form
  }
})

describe('who may not', () => {
  test('members without the permission change no logo, and strangers find no organization', async () => {
    expect((await upload(pictures['image/png'], cleo)).status).toBe(403)
    expect((await knock(removeLogo, { org: 'acme' }, cleo.headers)).status).toBe(403)
    const foreign = await upload(pictures['image/png'], eve)
    const nowhere = sent(pictures['image/png'], 'logo.png', 'image/png', 'nowhere')
    const missing = await knock(setLogo, nowhere, eve.headers)
    expect([foreign.status, foreign.body]).toEqual([404, missing.body])
  })

  test('a form names its organization like any other call', async () => {
    const { status, error } = await knock(setLogo, new FormData(), ada.headers)
    expect([status, error]).toMatchObject([422, { sentence: 'Which organization?' }])
  })

  test('better-auth takes no logo by its own doors: an address of somebody else’s choosing, say', async () => {
    const data = { logo: 'https://elsewhere.test/pixel.png' }
    const update = await callAuth('/organization/update', {
      body: { organizationId: acme.id, data },
      headers: ada.headers,
    })
    const create = await callAuth('/organization/create', {
      body: { name: 'Another', slug: 'another', ...data },
      headers: ada.headers,
    })
    for (const { status, data } of [update, create]) {
      expect([status, data?.code]).toEqual([400, 'FIELD_NOT_ALLOWED'])
    }
    expect(await logoOf()).toBeNull()
  })

  test('a stranger, somebody signed out and a removed member get what is said of no file', async () => {
    await upload(pictures['image/png'])
    const where = await address()
    const missing = await visit(`/api/files/${acme.id}/nothing.png`, ada.headers)
    const said = async (answer: Response) => [answer.status, await answer.text()]
    const nothing = await said(missing)
    expect(nothing).toEqual([404, 'There is no such file.'])
    await asOwner(sql`delete from member where user_id = ${cleo.id}`)
    for (const who of [eve, cleo]) {
      expect(await said(await visit(where, who.headers))).toEqual(nothing)
    }
    expect(await said(await visit(where))).toEqual(nothing)
  })

  test('no path leads out of the folder, not even for a member', async () => {
    const { id } = acme
    const secret = await readFile('package.json')
    for (const path of [
      `${id}/..%2f..%2fpackage.json`,
      `${id}%2f..%2f..%2fpackage.json`,
      `${id}/..%252f..%252fpackage.json`,
      `${id}/..%5c..%5cpackage.json`,
      `${id}//etc/passwd.png`,
      `${id}/`,
      `${id}`,
      `${id}/%00.png`,
      '%E0%A4%A',
    ]) {
      const answer = await visit(`/api/files/${path}`, ada.headers)
      expect(answer.status, path).toBeGreaterThanOrEqual(400)
      expect(answer.status, path).toBeLessThan(500)
      expect(Buffer.from(await answer.arrayBuffer()).equals(secret)).toBe(false)
    }
  })
})
