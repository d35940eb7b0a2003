import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import {
  type Breadth,
  breadths,
  type PictureName,
  pictureFile,
  pictures,
  type Theme,
  themes,
} from '../src/features/public/pictures.ts'
import { drawBrand } from './brand-pictures.ts'
import { launchBrowser } from './chromium.ts'
import { password, people, type Who } from './people.ts'
import { letterTo, startWorld } from './picture-world.ts'

/*
 * Takes what lies in `public/` anew: the pictures of the product on the public pages, in both themes, then the icons
 * and the social card. From a demo world of its own, so that nothing else is touched. Run by hand, when a screen has
 * changed: `node dev/pictures.ts`.
 */

type Visit = {
  who?: Who
  name: PictureName
  /** Brings the page to where the picture is taken. */
  pose: (page: Page) => Promise<void>
  /** The picture begins this little above its title, and not at the top of the page. */
  aboveTitle?: number
}

/** Nobody signs in twice: there is a limit. */
const signedIn = new Map<Who, Awaited<ReturnType<BrowserContext['storageState']>>>()
const world = await startWorld()
const browser = await launchBrowser(console.log)
try {
  const ada = await visitor('ada')
  const invitation = await inviteEve(ada)
  const letter = await letterTo(world.mail, people.eve.email, 'Acme')
  await take([
    { who: 'ada', name: 'members', pose: (page) => open(page, '/app/acme/members') },
    { name: 'signUp', pose: signingUp, aboveTitle: 40 },
    { who: 'ada', name: 'found', pose: founding, aboveTitle: 56 },
    { name: 'letter', pose: (page) => page.setContent(letter) },
    { who: 'eve', name: 'accept', pose: (page) => open(page, `/invitation/${invitation}`) },
  ])
  const eve = await visitor('eve')
  await act(eve, 'accept-invitation', { invitationId: invitation })
  await take([
    { who: 'eve', name: 'acmeTab', pose: (page) => open(page, '/app/acme/projects') },
    { who: 'eve', name: 'globexTab', pose: (page) => open(page, '/app/globex/projects') },
  ])
  await drawBrand(browser, world.url)
} finally {
  await browser.close()
  await world.stop()
}

async function signingUp(page: Page) {
  await open(page, '/sign-up')
  await page.getByLabel('Name').fill(people.ada.name)
  await page.getByLabel('E-mail').fill(people.ada.email)
  await page.getByLabel('Password', { exact: true }).fill(password)
}

async function founding(page: Page) {
  await open(page, '/app/new')
  await page.getByLabel('Name').fill('Acme')
}

/** Waits until React has taken over every control. */
async function open(page: Page, path: string) {
  await page.goto(path, { waitUntil: 'networkidle' })
  await page.waitForFunction(() => {
    const controls = [...document.querySelectorAll('main a, main button, main input')]
    return controls.every((control) =>
      Object.keys(control).some((key) => key.startsWith('__reactProps')),
    )
  })
}

async function take(visits: Visit[]): Promise<void> {
  for (const visit of visits) {
    for (const breadth of breadths) {
      for (const theme of themes) await takeOne(visit, breadth, theme)
    }
  }
}

async function takeOne(visit: Visit, breadth: Breadth, theme: Theme): Promise<void> {
  const size = pictures[visit.name][breadth]
  const context = await visitor(visit.who, { colorScheme: theme, viewport: size })
  const page = await context.newPage()
  await visit.pose(page)
  await page.evaluate(() => document.fonts.ready)
  await page.evaluate(
    () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
  )
  const y = visit.aboveTitle === undefined ? 0 : (await titleTop(page)) - visit.aboveTitle
  write(pictureFile(visit.name, theme, breadth), await webp(page, { x: 0, y, ...size }))
  await context.close()
}

/** A browser of somebody's own. */
async function visitor(who?: Who, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: world.url,
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
    storageState: who && signedIn.get(who),
    ...options,
  })
  if (who && !signedIn.has(who)) {
    const data = { email: people[who].email, password }
    await post(context, '/api/auth/sign-in/email', data)
    signedIn.set(who, await context.storageState())
  }
  return context
}

async function inviteEve(ada: BrowserContext): Promise<string> {
  const organizations = await (await ada.request.get('/api/auth/organization/list')).json()
  const organizationId = organizations.find(({ slug }: { slug: string }) => slug === 'acme')?.id
  const body = { email: people.eve.email, role: 'member', organizationId }
  return (await act(ada, 'invite-member', body)).id
}

function act(who: BrowserContext, name: string, body: object) {
  return post(who, `/api/auth/organization/${name}`, body)
}

async function post(who: BrowserContext, path: string, data: object) {
  const answer = await who.request.post(path, { data, headers: { origin: world.url } })
  if (!answer.ok()) {
    throw new Error(`${path} was answered with ${answer.status()}: ${await answer.text()}`)
  }
  return answer.json()
}

async function titleTop(page: Page): Promise<number> {
  const box = await page.locator('h1').boundingBox()
  return Math.round(box?.y ?? 0)
}

type Part = { x: number; y: number; width: number; height: number }

/** Playwright itself has no WebP, which is a third of the PNG here. */
async function webp(page: Page, part: Part): Promise<Buffer> {
  const client = await page.context().newCDPSession(page)
  const { data } = await client.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 90,
    captureBeyondViewport: true,
    clip: { ...part, scale: 1 },
  })
  return Buffer.from(data, 'base64')
}

function write(path: string, bytes: Buffer): void {
  const file = `public${path}`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
  console.log(`${file}  ${Math.round(bytes.length / 1024)} kB`)
}
