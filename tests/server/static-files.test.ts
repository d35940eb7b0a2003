import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { call } from './call.ts'
import { sharedServer } from './ground.ts'

const server = sharedServer()
const folder = 'dist/client/assets'
let script = ''
beforeAll(() => {
  script = readdirSync(folder).find((name) => /^index-.+\.js$/.test(name)) ?? ''
})
const asset = (headers = {}, method = 'GET') =>
  call(`${server().url}/assets/${script}`, { headers, method })

describe('a built asset', () => {
  test.each(['br', 'gzip'])('comes as it was compressed at build time, in %s', async (encoding) => {
    const { status, headers, text, bytes } = await asset({
      'accept-encoding': `deflate, ${encoding}`,
    })
    expect(status).toBe(200)
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers.vary).toBe('Accept-Encoding')
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(Number(headers['content-length'])).toBe(bytes)
    expect(text).toBe(readFileSync(join(folder, script), 'utf8'))
  })

  test('is smallest in br, and plain for who asks for nothing', async () => {
    const sizes = await Promise.all(
      ['br', 'gzip', 'identity'].map(
        async (one) => (await asset({ 'accept-encoding': one })).bytes,
      ),
    )
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    expect(new Set(sizes).size).toBe(3)
  })

  test('is kept for ever', async () => {
    const { headers } = await asset()
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  test('is not sent again to who has it, and each encoding is told from the others', async () => {
    const br = await asset({ 'accept-encoding': 'br' })
    const plain = await asset()
    expect(br.headers.etag).not.toBe(plain.headers.etag)
    const asked = { 'accept-encoding': 'br', 'if-none-match': `"other", W/${br.headers.etag}` }
    const again = await asset(asked)
    expect({ status: again.status, bytes: again.bytes }).toEqual({ status: 304, bytes: 0 })
    expect(again.headers.etag).toBe(br.headers.etag)
    expect((await asset({ ...asked, 'accept-encoding': 'gzip' })).status).toBe(200)
  })

  test('tells its head alone', async () => {
    const { status, headers, bytes } = await asset({ 'accept-encoding': 'br' }, 'HEAD')
    expect({ status, bytes }).toEqual({ status: 200, bytes: 0 })
    expect(Number(headers['content-length'])).toBeGreaterThan(1000)
  })
})

test.each([
  '/assets/../../server/server.js',
  '/assets/..%2f..%2fserver/server.js',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/..%5c..%5cpackage.json',
  '//package.json',
  '/assets/',
  '/assets',
  '/server/server.js',
])('nothing outside the folder is given: %s', async (path) => {
  const { status, text } = await call(server().url + path)
  expect([308, 404]).toContain(status)
  expect(text).not.toContain('import ')
  expect(text).not.toContain('"dependencies"')
})
