import app from 'app.config'
import { contrast, hex } from './colour'

/** The colours of a letter: stone, and the product's accent. */
export type Palette = ReturnType<typeof palette>

export const light = palette({
  paper: 'oklch(0.985 0.006 85)',
  hairline: 'oklch(0.9 0.006 85)',
  quiet: 'oklch(0.52 0.006 85)',
  ink: 'oklch(0.22 0.006 85)',
  accent: app.brand.accent.light,
})

export const dark = palette({
  paper: 'oklch(0.17 0.008 85)',
  hairline: 'oklch(0.3 0.008 85)',
  quiet: 'oklch(0.68 0.008 85)',
  ink: 'oklch(0.93 0.008 85)',
  accent: app.brand.accent.dark,
})

type Colours = { paper: string; hairline: string; quiet: string; ink: string; accent: string }

function palette({ paper, hairline, quiet, ink, accent }: Colours) {
  const paperReads = contrast(paper, accent) >= contrast(ink, accent)
  return {
    paper: hex(paper),
    hairline: hex(hairline),
    quiet: hex(quiet),
    ink: hex(ink),
    accent: hex(accent),
    onAccent: hex(paperReads ? paper : ink),
  }
}
