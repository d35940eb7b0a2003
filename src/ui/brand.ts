/**
 * The CSS that gives the product its one living colour; the root document puts it in a `<style>`.
 *
 * @param accent a light and a dark value, each any CSS colour
 */
export function brandStyles(accent: { light: string; dark: string }): string {
  return `:root{--brand-light:${plain(accent.light)};--brand-dark:${plain(accent.dark)}}`
}

/** Nothing that could close the rule or the style element. */
function plain(colour: string): string {
  return colour.replaceAll(/[^\w\s().,%#/+-]/g, '')
}
