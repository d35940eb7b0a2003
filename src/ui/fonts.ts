import serif from '@fontsource/instrument-serif/files/instrument-serif-latin-400-normal.woff2?url'
import sans from '@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2?url'

/** Faces every page needs at once, as URLs to preload (`as="font" crossorigin`). */
export const fontUrls: string[] = [sans]

/** Faces a page with large lines in the serif needs besides. */
export const publicFontUrls: string[] = [serif]
