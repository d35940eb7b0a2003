import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { awake } from './browser.ts'

const wide = { width: 1440, height: 900 }
const narrow = { width: 360, height: 780 }
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What a theme can change; everything else is the same in both. */
const colours = ['color-contrast', 'link-in-text-block']

declare global {
  interface Window {
    axe: typeof axe
  }
}

/** A page of this browser that can be asked whether it is good for everybody. */
export async function readable(browser: BrowserContext): Promise<Page> {
  await browser.addInitScript({ content: axe.source })
  const page = await browser.newPage()
  await page.setViewportSize(wide)
  return page
}

/**
 * Expects that the page keeps WCAG 2.2 AA in both themes at 1440 px and in the dark at 360 px, and is never wider than
 * its window. The colours of a narrow page in the light are those of the wide one (tests/ui/contrast).
 */
export async function expectGood(page: Page): Promise<void> {
  await awake(page)
  expect(await faults(page), 'wide').toEqual([])
  expect(await hiddenLinks(page), 'links that look like the sentence around them').toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await faults(page, colours), 'wide and dark').toEqual([])
  await page.setViewportSize(narrow)
  expect(await faults(page), 'narrow and dark').toEqual([])
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width, 'px wide').toBe(narrow.width)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(wide)
}

/** The same for what is open over the page, at the window's width as it is; then closes it. */
export async function expectGoodWhileOpen(
  page: Page,
  role: 'dialog' | 'alertdialog' | 'menu' | 'listbox',
): Promise<void> {
  await page.getByRole(role).waitFor()
  expect(await faults(page), role).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await faults(page, colours), `${role} in the dark`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.keyboard.press('Escape')
  await page.getByRole(role).waitFor({ state: 'detached' })
}

/** What breaks the rules, each as its rule, its element and why. */
function faults(page: Page, only?: string[]): Promise<string[]> {
  return page.evaluate(
    async ({ tags, only }) => {
      const found = await window.axe.run(document, {
        resultTypes: ['violations'],
        runOnly: only ? { type: 'rule', values: only } : { type: 'tag', values: tags },
        // Of WCAG 2.2, and not yet on by itself.
        rules: only ? {} : { 'target-size': { enabled: true } },
      })
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
      )
    },
    { tags, only },
  )
}

/** The rules let a link pass that has the very colour of the words around it. */
function hiddenLinks(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('p a')]
      .filter((link) => link.parentElement?.textContent?.trim() !== link.textContent?.trim())
      .filter((link) => getComputedStyle(link).display === 'inline')
      .filter((link) => !getComputedStyle(link).textDecorationLine.includes('underline'))
      .map((link) => link.outerHTML),
  )
}
