import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach } from 'vitest'
import { awake, launchBrowser } from '../../dev/chromium.ts'

export { awake }

let browser: Promise<Browser> | undefined
let addresses = 0
let forgiven: RegExp[] = []
const troubles: string[] = []

type Visitor = BrowserContextOptions & {
  /** The client's address as a proxy would tell it; one of its own by default, so that limits do not add up. */
  ip?: string
}

/** A browser of somebody's own: cookies, storage and address are shared with no other context. */
export async function context({
  ip = newAddress(),
  ...options
}: Visitor = {}): Promise<BrowserContext> {
  if (!browser || !(await browser).isConnected()) {
    browser = launchBrowser((line) => console.log(line))
  }
  const opened = await (await browser).newContext({
    reducedMotion: 'reduce',
    ...options,
    extraHTTPHeaders: { 'x-forwarded-for': ip, ...options.extraHTTPHeaders },
  })
  opened.setDefaultTimeout(20_000)
  opened.on('weberror', (event) =>
    troubles.push(`${event.page()?.url()}: uncaught: ${event.error().stack}`),
  )
  opened.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`${message.page()?.url()}: ${message.text()}`)
  })
  return opened
}

/** An address no other visitor of this test file has. */
export function newAddress(): string {
  addresses += 1
  return `10.0.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`
}

/** Goes to a page of the app and waits until it answers: until React has taken over every control. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await awake(page)
}

/** Lets the test under way pass although the console says this: for what it provokes on purpose. */
export function forgive(pattern: RegExp): void {
  forgiven.push(pattern)
}

// A refusal is answered with its status, and the browser reports each of those; React reports what a page of ours
// caught in order to show it. One that nobody caught is a trouble like any other.
const refused = [
  /: Failed to load resource: the server responded with a status of 4\d\d/,
  /^\S+: Refusal: /,
]

/**
 * For each test file that opens pages: a test fails by what the browser complains of, and no page outlives its file.
 * The browser itself serves the next file of its process.
 */
export function watchBrowser(): void {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepPictures(task.name)
    const expected = [...refused, ...forgiven]
    forgiven = []
    const unexpected = troubles
      .splice(0)
      .filter((line) => !expected.some((known) => known.test(line)))
    if (unexpected.length > 0) throw new Error(`The browser complained:\n${unexpected.join('\n')}`)
  })
  afterAll(closePages)
}

/** Closes whatever is open, so that nobody asks anything any more. */
export async function closePages(): Promise<void> {
  await Promise.all((await browser)?.contexts().map((opened) => opened.close()) ?? [])
  troubles.length = 0
}

/** What every page looked like when the test failed, for whoever has to find out why. */
async function keepPictures(test: string) {
  const pages = (await browser)?.contexts().flatMap((opened) => opened.pages()) ?? []
  const name = test.replace(/\W+/g, '-').slice(0, 80)
  for (const [index, page] of pages.entries()) {
    const path = `.data/failed/${name}-${index + 1}.png`
    await page.screenshot({ path }).then(
      () => console.log(`${page.url()} looked like ${path}`),
      () => console.log(`${page.url()} could not be seen`),
    )
  }
}
