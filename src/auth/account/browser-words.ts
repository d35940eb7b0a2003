import Bowser from 'bowser'

/** A browser as people call it, from what it says of itself: "Firefox on Windows". */
export function browserInWords(userAgent: string | null | undefined): string {
  if (!userAgent) return 'An unknown browser'
  const { browser, os } = Bowser.parse(userAgent)
  if (!browser.name) return 'An unknown browser'
  return os.name ? `${browser.name} on ${os.name}` : browser.name
}
