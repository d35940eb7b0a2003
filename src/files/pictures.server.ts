import { fileTypeFromBuffer } from 'file-type'
import { Refusal } from '~/refusal'

/** A picture that was looked at, and what it is. */
export type Picture = { bytes: Uint8Array; extension: string }

/** What a browser shows and nothing else reads: no SVG, which can carry script. */
export const pictureTypes = [
  { type: 'image/png', extension: 'png' },
  { type: 'image/jpeg', extension: 'jpg' },
  { type: 'image/webp', extension: 'webp' },
] as const

/**
 * A file somebody sent, as a picture. What it is, its own first bytes say; its name and what the browser calls it
 * count for nothing. Nothing larger than `most` bytes is read.
 * @throws Refusal invalid, at the field `picture`
 */
export async function readPicture(file: Blob, most: number): Promise<Picture> {
  if (file.size > most) throw refused(`Use a picture of at most ${spoken(most)}.`)
  const bytes = new Uint8Array(await file.arrayBuffer())
  // What breaks off in the middle is no picture either.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const known = pictureTypes.find(({ type }) => type === found?.mime)
  if (!known) throw refused('Use a PNG, JPEG or WebP picture.')
  return { bytes, extension: known.extension }
}

function refused(sentence: string): Refusal {
  return new Refusal('invalid', sentence, { picture: sentence })
}

function spoken(bytes: number): string {
  return `${bytes / 1_000_000} MB`
}
