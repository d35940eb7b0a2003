import { writeFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import app from '../app.config.ts'

/** Draws the icons and the social card from the product's name, promise and colour, with the app's own drawings. */
export async function drawBrand(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ baseURL: url, viewport: card, colorScheme: 'light' })
  // The app's script would want its own page back.
  await page.route(
    () => true,
    (route) => (route.request().resourceType() === 'script' ? route.abort() : route.continue()),
  )
  await page.goto('/sign-up')
  const light = await inkOf(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await inkOf(page)
  await page.emulateMedia({ colorScheme: 'light' })
  const house = await page.locator('header svg path, aside svg path').first().getAttribute('d')
  const court = await page.locator('aside > svg').evaluate((drawing) => drawing.outerHTML)
  const sun = await page.locator('svg path.fill-accent').first().getAttribute('d')
  const mark = (ink: string, accent: string) =>
    `<path class="house" fill="${ink}" fill-rule="evenodd" d="${house}"/><path class="light" fill="${accent}" d="${sun}"/>`
  const { accent } = app.brand

  writeFileSync(
    'public/icon.svg',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><style>@media (prefers-color-scheme: dark) { .house { fill: ${dark} } .light { fill: ${accent.dark} } }</style>${mark(light, accent.light)}</svg>\n`,
  )

  const svg = `<svg viewBox="0 0 24 24">${mark(light, accent.light)}</svg>`
  await show(
    page,
    `<div class="card"><div class="words"><p class="name">${svg}<span></span></p><p class="promise"></p></div>${court}</div>`,
    cardStyle,
  )
  await page.locator('.name span').evaluate((place, name) => place.append(name), app.name)
  await page.locator('.promise').evaluate((place, promise) => place.append(promise), app.promise)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: 'public/social-card.png' })

  await page.setViewportSize(touch)
  await show(page, `<div class="touch">${svg}</div>`, touchStyle)
  await page.screenshot({ path: 'public/apple-touch-icon.png' })
  await page.close()
}

const card = { width: 1200, height: 630 }
const touch = { width: 180, height: 180 }

const inkOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).color)

/** In place of what the page showed, and still under the app's stylesheet. */
async function show(page: Page, html: string, style: string): Promise<void> {
  await page.evaluate((html) => {
    document.body.innerHTML = html
  }, html)
  await page.addStyleTag({ content: style })
}

const cardStyle = `
.card { position: fixed; inset: 0; background: var(--color-paper); overflow: hidden }
.card .words { position: absolute; inset: 64px 0 56px 72px; display: flex; flex-direction: column; justify-content: space-between }
.card .name { display: flex; align-items: center; gap: 16px; font: 600 32px/1 var(--font-sans) }
.card .name svg { width: 48px; height: 48px }
.card .promise { max-width: 9ch; font: 400 104px/1 var(--font-serif); letter-spacing: -0.018em }
.card > svg { position: absolute; right: -24px; top: -24px; width: 678px; height: 678px; margin: 0; max-width: none }`

const touchStyle = `
.touch { position: fixed; inset: 0; display: grid; place-content: center; background: var(--color-paper) }
.touch svg { width: 124px; height: 124px }`
