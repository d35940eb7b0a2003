/** What somebody is called, on a line of its own direction: an Arabic name does not turn the sentence around. */
export function Name({ children }: { children: string }) {
  return <bdi>{spoken(children)}</bdi>
}

/** The same for plain text and subjects, where isolating characters do what `<bdi>` does. */
export function plainName(name: string): string {
  const words = spoken(name)
  return rightToLeft.test(words) ? `\u2068${words}\u2069` : words
}

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/
const breaksOrTurns = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const longest = 80

/**
 * A name people chose, fit to stand in a letter that strangers receive: one line, of bearable length, and nothing
 * in it that a mail client would turn into a link.
 */
function spoken(name: string): string {
  const line = name.replace(breaksOrTurns, ' ').replaceAll('://', ' ').replace(/\s+/g, ' ').trim()
  const characters = Array.from(line)
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line
}
