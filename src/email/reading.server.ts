import { type Letter, renderLetter, veil } from './letters'

/** A letter to be looked at: without what it opens, without anything to press, and without a style attribute. */
export type Reading = { subject: string; html: string; text: string }

/**
 * The letter by the template it is sent with, for whoever is not meant to receive it. Its styles stand in one sheet,
 * since a page's content security policy allows no style attributes, and none of its links leads anywhere.
 */
export async function readLetter(letter: Letter): Promise<Reading> {
  const { subject, html, text } = await renderLetter(veil(letter))
  const rules: string[] = []
  const plain = html
    .replace(/ href="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_attribute, css: string) => {
      const at = rules.push(`[data-as="${rules.length}"]{${unescaped(css)}}`) - 1
      return ` data-as="${at}"`
    })
  // First, so that what the letter says of the dark still wins.
  return { subject, html: plain.replace('<head>', `<head><style>${rules.join('')}</style>`), text }
}

/** The two kinds of quotes an attribute's value may hold; what would end the sheet stays escaped. */
function unescaped(css: string): string {
  return css.replaceAll('&#x27;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
