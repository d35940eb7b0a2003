import { readdirSync } from 'node:fs'
import app from 'app.config'
import { expect, test } from 'vitest'
import { db } from '~/db/client'
import { arrive } from '../support/people'
import { attribute, fetchPage, publicPages } from './page'

// The first test of this file, because a later one may open a connection for good.
test('a guest sees every public page without a connection to the database', async () => {
  for (const path of publicPages) expect((await fetchPage(path)).status).toBe(200)
  expect(db.$client.totalCount).toBe(0)
})

test.each(publicPages)('%s has one large line, and no style in an attribute', async (path) => {
  const { html } = await fetchPage(path)
  expect(html.match(/<h1\b/g)).toHaveLength(1)
  expect(attribute(html, 'style')).toEqual([])
})

test.each(publicPages)('every link of %s leads somewhere without script', async (path) => {
  const { html } = await fetchPage(path)
  const anchors = html.match(/<a\b[^>]*>/g) ?? []
  expect(anchors.length).toBeGreaterThan(5)
  for (const anchor of anchors) {
    const [href = ''] = attribute(anchor, 'href')
    if (href.startsWith('/')) expect([href, (await fetchPage(href)).status]).toEqual([href, 200])
    else if (href.startsWith('#')) expect(html).toContain(`id="${href.slice(1)}"`)
    else expect(href).toMatch(/^(https:\/\/|mailto:).+/)
  }
  expect(html).not.toMatch(/<button\b/)
})

test.each(publicPages)(
  '%s says what it is to tabs, search engines and shared links',
  async (path) => {
    const { html } = await fetchPage(path)
    const title = /<title>([^<]+)<\/title>/.exec(html)?.[1]
    expect(title).toContain(app.name)
    expect(html.match(/<title>/g)).toHaveLength(1)
    expect(html.match(/<meta name="description"/g)).toHaveLength(1)
    expect(html).toContain(`<link rel="canonical" href="http://localhost:3000${path}"`)
    expect(html).toContain('content="http://localhost:3000/social-card.png"')
    const titles = await Promise.all(publicPages.map(async (each) => (await fetchPage(each)).html))
    expect(titles.filter((each) => each.includes(`<title>${title}</title>`))).toHaveLength(1)
  },
)

test('every picture says what it shows, and keeps its place before it comes', async () => {
  const { main } = await fetchPage('/')
  const images = main.match(/<img\b[^>]*>/g) ?? []
  expect(images.length).toBeGreaterThan(10)
  for (const image of images) {
    expect(attribute(image, 'alt').join().length).toBeGreaterThan(20)
    expect([attribute(image, 'width'), attribute(image, 'height')].flat()).toHaveLength(2)
  }
})

test('public/pictures has the pictures that are shown, and no others', async () => {
  const { main } = await fetchPage('/')
  const shown = [...attribute(main, 'src'), ...attribute(main, 'srcSet')]
  const files = readdirSync('public/pictures').map((file) => `/pictures/${file}`)
  expect(files.sort()).toEqual([...new Set(shown)].sort())
})

test('somebody who is signed in sees the same pages', async () => {
  const { headers } = await arrive('ada')
  for (const path of publicPages) {
    expect((await fetchPage(path, headers)).main).toBe((await fetchPage(path)).main)
  }
})

test('a legal page nobody wrote is not found', async () => {
  expect((await fetchPage('/legal/cookies')).status).toBe(404)
})
