import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'

export type Shot = { path: string; width: number; theme: string }

/** What one visitor saw of a page: pictures, or why there are none. */
export type Row = { who: string; path: string; note?: string; shots: Shot[] }

type Sheet = { folder: string; title: string; rows: Row[] }

/**
 * One picture with all pictures of a page, beside their folder.
 * @returns its path
 */
export async function makeSheet(browser: Browser, { folder, title, rows }: Sheet): Promise<string> {
  const html = resolve(folder, 'index.html')
  const png = `${folder}.png`
  writeFileSync(html, document(title, unrepeated(rows)))
  const page = await browser.newPage({ viewport: { width: 1960, height: 900 } })
  await page.goto(pathToFileURL(html).href)
  await page.screenshot({ path: png, fullPage: true })
  await page.close()
  return png
}

/** What looks the same to the last pixel is shown once. */
function unrepeated(rows: Row[]): Row[] {
  const seen = new Map<string, string>()
  return rows.map((row) => {
    if (row.shots.length === 0) return row
    const hash = createHash('sha256')
    for (const { path } of row.shots) hash.update(readFileSync(path))
    const key = hash.digest('hex')
    const first = seen.get(key)
    if (!first) seen.set(key, row.who)
    return first ? { ...row, note: `sees what ${first} sees`, shots: [] } : row
  })
}

function document(title: string, rows: Row[]): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>${text(title)}</title>
<style>
  body { margin: 32px; font: 16px/24px system-ui, sans-serif; background: #8a8a86; color: #111 }
  h1 { font-size: 28px; line-height: 36px; margin: 0 0 24px }
  h2 { font-size: 18px; margin: 32px 0 8px }
  div { display: flex; align-items: flex-start; gap: 16px }
  img { display: block }
  small { font-weight: 400 }
</style>
<h1>${text(title)}</h1>
${rows.map(section).join('\n')}`
}

/** Wide pages at half their size, narrow ones a little smaller than they are. */
const scale = (width: number) => (width > 400 ? 0.45 : 0.72)

function section({ who, path, note = '', shots }: Row): string {
  const images = shots.map(
    ({ path, width, theme }) =>
      `<img src="${encodeURIComponent(basename(path))}" width="${width * scale(width)}" alt="${width} ${theme}">`,
  )
  return `<h2>${text(who)} <small>${text(path)} ${text(note)}</small></h2>
<div>${images.join('\n')}</div>`
}

function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
