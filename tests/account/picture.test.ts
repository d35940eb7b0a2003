import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getSession } from '~/auth/session.functions'
import { removePicture, setPicture } from '~/features/account/picture.functions'
import { listMembers } from '~/features/members/members.functions'
import { pictures } from '../files/pictures'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Person } from '../support/people'

let ada: Person, cleo: Person, eve: Person
beforeAll(async () => {
  ;[ada, cleo, eve] = await Promise.all([arrive('ada'), arrive('cleo'), arrive('eve')])
  await found('acme', ada, [{ person: cleo, role: 'member' }])
  await found('globex', eve)
})

beforeEach(async () => {
  await knock(removePicture, undefined, cleo.headers)
})

const png = pictures['image/png']
const upload = (bytes: Uint8Array<ArrayBuffer>, who = cleo) => {
  const form = new FormData()
  form.set('picture', new File([bytes], 'me.png', { type: 'image/png' }))
  return knock(setPicture, form, who.headers)
}
const address = async (who = cleo) => {
  const { result } = await knock(getSession, undefined, who.headers)
  expect(result).toMatchObject({ user: { id: who.id } })
  const [row] = await asOwner(sql`select image from "user" where id = ${who.id}`)
  expect(result).toMatchObject({ user: { image: row?.image } })
  return String(row?.image)
}
const kept = () =>
  readdir(join(String(process.env.FILES_DIR), cleo.id)).catch(() => ['no folder any more'])

describe("a person's picture", () => {
  test.each(Object.entries(pictures))(
    'in the form of %s is kept to the byte, and shown to colleagues as what it is',
    async (type, bytes) => {
      expect((await upload(bytes)).status).toBe(200)
      const answer = await visit(await address(), ada.headers)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
    },
  )

  test('stands in the session and among the members', async () => {
    await upload(png)
    const { result } = await knock(listMembers, { org: 'acme' }, ada.headers)
    const image = await address()
    expect(image).toMatch(/^\/api\/files\//)
    expect(result).toMatchObject({ members: [{ name: 'Ada' }, { name: 'Cleo', image }] })
  })

  test('takes the file of the one before along when it is replaced, and its own when it is removed', async () => {
    await upload(png)
    const before = await address()
    await upload(pictures['image/webp'])
    expect(await kept()).toEqual([(await address()).split('/').at(-1)])
    expect((await visit(before, cleo.headers)).status).toBe(404)
    expect((await knock(removePicture, undefined, cleo.headers)).status).toBe(200)
    expect((await knock(removePicture, undefined, cleo.headers)).status).toBe(200)
    expect([await kept(), await address()]).toEqual([[], 'null'])
  })

  test('of two that are uploaded at once is one: the file of the other is gone', async () => {
    const answers = await Promise.all([upload(png), upload(pictures['image/webp'])])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await kept()).toEqual([(await address()).split('/').at(-1)])
  })

  test('leaves no file where it could not be stored', async () => {
    await upload(png)
    const before = await kept()
    await asOwner(sql`revoke update on "user" from app`)
    const { status } = await upload(pictures['image/webp'])
    await asOwner(sql`grant update on "user" to app`)
    expect([status, await kept()]).toEqual([500, before])
  })

  test('that came with a linked account is replaced without touching a file', async () => {
    await upload(png, ada)
    await asOwner(
      sql`update "user" set image = 'https://elsewhere.test/face.png' where id = ${cleo.id}`,
    )
    expect((await upload(png)).status).toBe(200)
    expect(await kept()).toEqual([(await address()).split('/').at(-1)])
  })

  test.each([
    ['an SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a page', new TextEncoder().encode('<!doctype html><script>alert(1)</script>')],
    ['a GIF', new TextEncoder().encode('GIF89a\x01\x00\x01\x00')],
    ['empty', new Uint8Array()],
    ['half a PNG', png.slice(0, 8)],
  ])('is refused with a sentence where it is %s', async (_what, bytes) => {
    const { status, error } = await upload(Uint8Array.from(bytes))
    const sentence = 'Use a PNG, JPEG or WebP picture.'
    expect([status, error]).toMatchObject([422, { sentence, fields: { picture: sentence } }])
    expect(await address()).toBe('null')
  })

  test('is refused with a sentence where it is too large by one byte, or no file at all', async () => {
    const most = new Uint8Array(1_000_001)
    most.set(png)
    const { error } = await upload(most)
    expect(error).toMatchObject({ code: 'invalid', sentence: 'Use a picture of at most 1 MB.' })
    for (const nothing of [{}, new FormData()]) {
      const answer = await knock(setPicture, nothing, cleo.headers)
      expect(answer).toMatchObject({ status: 422, error: { sentence: 'Choose a picture.' } })
    }
  })
})

describe('who may not', () => {
  test('a stranger, somebody signed out and a former colleague get what is said of no file', async () => {
    await upload(png)
    const where = await address()
    expect((await visit(where, cleo.headers)).status).toBe(200)
    const said = async (answer: Response) => [answer.status, await answer.text()]
    const nothing = await said(await visit(`/api/files/${cleo.id}/nothing.png`, cleo.headers))
    expect(nothing).toEqual([404, 'There is no such file.'])
    expect(await said(await visit(where, eve.headers))).toEqual(nothing)
    expect(await said(await visit(where))).toEqual(nothing)
    expect((await visit(where, ada.headers)).status).toBe(200)
    await asOwner(sql`delete from member where user_id = ${cleo.id}`)
    expect(await said(await visit(where, ada.headers))).toEqual(nothing)
    expect((await visit(where, cleo.headers)).status).toBe(200)
  })

  test('nobody changes one without a session', async () => {
    const form = new FormData()
    form.set('picture', new File([png], 'me.png'))
    expect((await knock(setPicture, form)).status).toBe(403)
    expect((await knock(removePicture, undefined)).status).toBe(403)
  })

  test('better-auth takes no picture by its own door: an address of somebody’s choosing, say', async () => {
    const image = 'https://elsewhere.test/pixel.png'
    const { status, data } = await callAuth('/update-user', {
      body: { image },
      headers: cleo.headers,
    })
    expect([status, data?.code]).toEqual([400, 'FIELD_NOT_ALLOWED'])
    expect(await address()).toBe('null')
  })
})
