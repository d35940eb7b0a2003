import { readFileSync } from 'node:fs'
import app from 'app.config'
import { describe, expect, test } from 'vitest'
import { brandStyles } from '~/ui/brand'
import { type Colour, colourOf, contrast, over, type Theme } from './colour'

const css = readFileSync('src/styles.css', 'utf8').replaceAll(/\/\*.*?\*\//gs, '')

function tokensOf(...sources: string[]): Map<string, string> {
  const found = sources.flatMap((source) => [...source.matchAll(/(--[\w-]+):\s*([^;}]+)[;}]/g)])
  return new Map(found.map(([, name = '', value = '']) => [name, value]))
}

const tokens = tokensOf(css, brandStyles(app.brand.accent))
const themes: Theme[] = ['light', 'dark']
const neutral = ['paper', 'raised', 'overlay', 'sunken']

const token = (name: string, theme: Theme, among = tokens) =>
  colourOf(`var(--color-${name})`, theme, among)

/** Where a pointer or the keyboard stands: a veil over each neutral ground. */
function veiled(veil: string, theme: Theme, among = tokens): Colour[] {
  return neutral.map((name) => over(token(veil, theme, among), token(name, theme, among)))
}

const texts = [
  { on: [...neutral, 'accent-tint', 'warn-tint', 'bad-tint'], text: ['ink', 'quiet'] },
  { on: [...neutral, 'accent-tint'], text: ['accent-ink', 'good', 'warn', 'bad'] },
  { on: ['warn-tint'], text: ['warn'] },
  { on: ['bad-tint'], text: ['bad'] },
  { on: ['accent', 'accent-hover'], text: ['on-accent'] },
  { on: ['bad-fill', 'bad-hover'], text: ['on-bad'] },
  { on: ['ink'], text: ['paper'] },
]

const edges = [
  { on: neutral, edge: ['edge', 'focus', 'accent-edge', 'bad', 'good', 'warn'] },
  { on: ['accent-tint'], edge: ['edge', 'focus'] },
]

describe.each(themes)('in the %s theme', (theme) => {
  test.each(
    texts.flatMap(({ on, text }) => on.flatMap((ground) => text.map((name) => [name, ground]))),
  )('%s can be read on %s', (name = '', ground = '') => {
    expect(contrast(token(name, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5)
  })

  test.each([
    ['ink', 'hover'],
    ['quiet', 'hover'],
    ['ink', 'press'],
  ])('%s can be read under the veil of %s', (name, veil) => {
    for (const ground of veiled(veil, theme)) {
      expect(contrast(token(name, theme), ground)).toBeGreaterThanOrEqual(4.5)
    }
  })

  test.each(
    edges.flatMap(({ on, edge }) => on.flatMap((ground) => edge.map((name) => [name, ground]))),
  )('%s can be seen against %s', (name = '', ground = '') => {
    expect(contrast(token(name, theme), token(ground, theme))).toBeGreaterThanOrEqual(3)
  })

  test('initials can be read on each of their tints', () => {
    const [, rule = ''] = /@utility tinted \{(.*)/s.exec(css) ?? []
    const ground = /background:\s*([^;]+);/.exec(rule)?.[1] ?? ''
    const text = /[^-]color:\s*([^;]+);/.exec(rule)?.[1] ?? ''
    const hues = [...rule.matchAll(/--hue:\s*(\d+)/g)].map(([, hue = '']) => hue)
    expect(hues).toHaveLength(6)
    for (const hue of hues) {
      const of = (value: string) => colourOf(value.replaceAll('var(--hue)', hue), theme, tokens)
      expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5)
    }
  })
})

describe('a fork that sets another colour', () => {
  const hues = Array.from({ length: 24 }, (_, step) => step * 15)
  const lights = [0.25, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.95]
  const colours = lights.flatMap((l) =>
    hues.flatMap((h) => [0.05, 0.12].map((c) => `oklch(${l} ${c} ${h})`)),
  )

  test.each(themes)('can read and see it in the %s theme, whichever it is', (theme) => {
    for (const colour of [...colours, '#f5d90a', '#1d2b8f', '#e5484d']) {
      const forked = tokensOf(css, brandStyles({ light: colour, dark: colour }))
      const of = (name: string) => token(name, theme, forked)
      for (const ground of ['accent', 'accent-hover']) {
        expect(contrast(of('on-accent'), of(ground)), colour).toBeGreaterThanOrEqual(4.5)
      }
      for (const ground of [...neutral, 'accent-tint']) {
        const where = `${colour} on ${ground}`
        expect(contrast(of('accent-ink'), of(ground)), where).toBeGreaterThanOrEqual(4.5)
        expect(contrast(of('accent-edge'), of(ground)), where).toBeGreaterThanOrEqual(3)
      }
    }
  })
})

describe('the measure itself', () => {
  const between = (one: string, other: string) =>
    contrast(colourOf(one, 'light', tokens), colourOf(other, 'light', tokens))

  test('agrees with known ratios', () => {
    expect(between('#000', '#fff')).toBeCloseTo(21, 1)
    expect(between('#777777', '#ffffff')).toBeCloseTo(4.48, 1)
    expect(between('oklch(0.5 0 0)', 'oklch(1 0 0)')).toBeCloseTo(6, 0)
  })

  test('finds a quiet text that became too quiet', () => {
    const faint = new Map(tokens).set('--color-quiet', 'oklch(0.7 0.006 85)')
    expect(contrast(token('quiet', 'light', faint), token('paper', 'light', faint))).toBeLessThan(
      4.5,
    )
  })

  test('refuses a colour it cannot read', () => {
    expect(() => colourOf('hsl(20 30% 40%)', 'light', tokens)).toThrow('Not a colour')
  })
})
