import { afterAll, expect, test } from 'vitest'
import { clearAway, launch, living, newFolder, until } from './launcher'
import { cookiesOf, nameAt, pageAt } from './visit'

const folder = newFolder()
afterAll(() => clearAway(folder))

test('the demo runs the build with a world, an inbox and a script, and leaves nothing running', async () => {
  const demo = await launch({ folder, script: 'demo' })
  await demo.ready()
  expect(demo.said()).toContain(`The demo stands at   ${demo.url}/dev`)
  expect(demo.said()).toMatch(/Two minutes:\n\s+1\. Open .*\n\s+2\. /)

  const headers = { 'sec-fetch-site': 'same-origin' }
  const sign = await fetch(`${demo.url}/dev/sign-in/ada`, {
    method: 'POST',
    redirect: 'manual',
    headers,
  })
  expect([sign.status, sign.headers.get('location')]).toEqual([303, '/app'])
  const ada = cookiesOf(sign)
  expect(await nameAt(demo.url, ada)).toBe('Ada')
  const overview = await pageAt(demo.url, '/app/acme', ada)
  expect(overview).toContain('All 11 projects')
  expect(overview, 'a build, not the development server').not.toContain('/@vite')

  const desk = () => pageAt(demo.url, '/dev', ada)
  await until(async () => (await desk()).includes('Eve invites you to Globex'), 20_000, demo.said)
  const stylesheet = /rel="stylesheet" href="([^"]+)"/.exec(await desk())?.[1]
  expect((await fetch(demo.url + stylesheet)).headers.get('content-type')).toContain('text/css')

  demo.child.kill('SIGTERM')
  expect(await demo.ended()).toBe(0)
  expect(living(folder)).toEqual([])
}, 90_000)
