import { Refusal } from '~/refusal'

/** Points at each side of a picture that is kept. */
const side = 512

/** Points at the longer side of what is shown while it is cropped: a phone's photograph would fill the memory. */
const mostShown = 1_600

/** Bytes of a file that is looked at. */
const mostRead = 20_000_000

/** A part of a drawing, in its points. */
export type Part = { x: number; y: number; width: number; height: number }

/**
 * A chosen file as a drawing, turned as its camera was held, without what else the camera wrote into it.
 * @throws Refusal invalid
 */
export async function drawn(file: File): Promise<HTMLCanvasElement> {
  if (file.size > mostRead) throw new Refusal('invalid', 'Use a picture of at most 20 MB.')
  const picture = await createImageBitmap(file).catch(() => {
    throw new Refusal('invalid', 'This picture cannot be read. Use a PNG, JPEG or WebP picture.')
  })
  const scale = Math.min(1, mostShown / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height }
  const canvas = copied(picture, whole, { width, height })
  picture.close()
  return canvas
}

/** A part of a drawing as a square file, ready to be sent. */
export async function cut(drawing: HTMLCanvasElement, part: Part): Promise<File> {
  const points = Math.max(1, Math.min(side, Math.round(part.width)))
  const square = copied(drawing, part, { width: points, height: points })
  const blob = await new Promise<Blob | null>((done) => square.toBlob(done, 'image/webp', 0.9))
  if (!blob) throw new Refusal('invalid', 'This picture cannot be used. Choose another.')
  return new File([blob], 'picture', { type: blob.type })
}

function copied(
  from: CanvasImageSource,
  part: Part,
  { width, height }: { width: number; height: number },
): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Refusal('unavailable', 'This browser has no room for a picture just now.')
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(from, part.x, part.y, part.width, part.height, 0, 0, width, height)
  return canvas
}
