import './stand-ins'
import { sql } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { providerPictureJob } from '~/auth/providers/provider-picture.server'
import { pictures } from '../files/pictures'
import { asOwner } from '../support/database'
import { visit } from '../support/knock'
import { arrive, people } from '../support/people'
import { others } from './others'
import { through } from './through'

const about = { id: 'a job', attempt: 1 }
const { email, picture: address } = others.pictured
const real = globalThis.fetch
afterEach(() => {
  globalThis.fetch = real
})

test('the picture that a person has at a provider becomes a file of ours', async () => {
  const back = await through('google', email)
  const [waiting] = await jobs()
  expect(waiting).toMatchObject({ address })
  expect(await imageOf(email)).toBeNull()
  answering(new Response(pictures['image/png']))
  await providerPictureJob.work(providerPictureJob.shape.parse(waiting), about)
  const image = String(await imageOf(email))
  expect(image).toMatch(/^\/api\/files\//)
  const shown = await visit(image, back.headers)
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(pictures['image/png'])
})

test('whoever has a picture of their own keeps it', async () => {
  const before = await imageOf(email)
  const [row] = await asOwner(sql`select id from "user" where email = ${email}`)
  answering(new Response(pictures['image/jpeg']))
  await providerPictureJob.work({ userId: String(row?.id), address }, about)
  expect(await imageOf(email)).toBe(before)
})

test.each([
  ['no picture', () => new Response('<svg onload="alert(1)"/>')],
  ['endless', () => new Response(new Uint8Array(1_000_001))],
  ['somewhere else', () => Response.redirect('http://169.254.169.254/', 302)],
  ['not there', () => new Response(null, { status: 404 })],
])('what is %s is not kept', async (_what, answer) => {
  const bob = (await found()) ?? (await arrive('bob'))
  answering(answer())
  await providerPictureJob.work({ userId: bob.id, address }, about)
  expect(await imageOf(bob.email)).toBeNull()
})

test('nothing is fetched from a place that cannot prove its name', async () => {
  await through('github', people.cleo.email)
  expect(await jobs()).toHaveLength(1)
  for (const place of [
    'http://localhost/',
    'file:///etc/passwd',
    '/api/files/any.png',
    '//a.test',
  ]) {
    const data = { userId: 'any', address: place }
    expect(providerPictureJob.shape.safeParse(data).success).toBe(false)
  }
})

/** What the outside world answers, whatever it is asked. */
function answering(answer: Response) {
  globalThis.fetch = async () => answer
}

const jobs = async () =>
  (await asOwner(sql`select data from jobs.job where name = 'provider-picture'`)).map(
    ({ data }) => data,
  )

async function found() {
  const [row] = await asOwner(sql`select id, email from "user" where email = ${people.bob.email}`)
  return row && { id: String(row.id), email: String(row.email) }
}

async function imageOf(email: string): Promise<unknown> {
  const [row] = await asOwner(sql`select image from "user" where email = ${email}`)
  return row?.image
}
