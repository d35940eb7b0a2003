import { mkdirSync, rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { awake, launchBrowser } from './chromium.ts'
import { pageRoutes } from './look-routes.ts'
import { makeSheet, type Row, type Shot } from './look-sheet.ts'
import { openWorld, type Visit } from './look-world.ts'

/*
 * `npm run look`: pictures of every page as everybody of the demo world and a visitor see it, in both themes, wide
 * and narrow, and with nothing in it; one contact sheet for each page. `npm run look -- /path` looks at one of
 * them: a route (`/app/$org/members`) or an address (`/sign-up?email=ada@acme.test`).
 */

const [, , asked] = process.argv
const routes = asked ? [asked] : pageRoutes()
const looks = [1440, 360].flatMap((width) =>
  (['light', 'dark'] as const).map((theme) => ({ width, theme })),
)

const browser = await launchBrowser(console.log)
const world = await openWorld(browser)
try {
  for (const route of routes) {
    const folder = `.look/${nameOf(route)}`
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const rows = await inPairs(world.visits(route), (visit) => look(visit, folder))
    console.log(await makeSheet(browser, { folder, title: route, rows }))
  }
} finally {
  await world.close()
  await browser.close()
}

/** `/app/$org/members` lies in `app-org-members`. */
function nameOf(route: string): string {
  return route.replace(/[^\w-]+/g, '-').replace(/^-|-$/g, '') || 'home'
}

async function look({ who, path, browser }: Visit, folder: string): Promise<Row> {
  const page = await browser.newPage()
  try {
    await page.goto(world.url + path, { waitUntil: 'networkidle' })
    await awake(page)
    const { pathname, search } = new URL(page.url())
    if (pathname !== path.replace(/\?.*/, '')) {
      return { who, path, note: `is sent to ${pathname}${search}`, shots: [] }
    }
    return { who, path, shots: await take(page, `${folder}/${who.replace(/\W+/g, '-')}`) }
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return { who, path, note: `could not be seen: ${why}`, shots: [] }
  } finally {
    await page.close()
  }
}

async function take(page: Page, file: string): Promise<Shot[]> {
  const shots: Shot[] = []
  for (const { width, theme } of looks) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: width > 400 ? 900 : 780 })
    await page.evaluate(shown)
    const path = `${file}-${width}-${theme}.png`
    await page.screenshot({ path, fullPage: true })
    shots.push({ path, width, theme })
  }
  return shots
}

/** Runs in the page: everything has arrived, also what would wait until somebody scrolls there. */
async function shown(): Promise<void> {
  await document.fonts.ready
  for (const image of document.images) image.loading = 'eager'
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
}

/** Two at a time: more only wait for each other. */
async function inPairs<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const left = [...items.entries()]
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await work(next[1])
  }
  await Promise.all([worker(), worker()])
  return results
}
