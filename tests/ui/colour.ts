/** A colour in OKLab, with its opacity. */
export type Colour = { l: number; a: number; b: number; alpha: number }
export type Theme = 'light' | 'dark'

/**
 * What a browser makes of a CSS colour: `oklch()`, also with `from`, a grey `lab()`, `color-mix()` in
 * OKLab, `light-dark()`, `var()` and hex. Anything else is an error, so that no token escapes the measure.
 */
export function colourOf(css: string, theme: Theme, tokens: Map<string, string>): Colour {
  const text = css.trim()
  const read = (part: string) => colourOf(part, theme, tokens)
  if (text === 'transparent') return { l: 0, a: 0, b: 0, alpha: 0 }
  if (text.startsWith('#')) return fromHex(text)
  const call = /^([\w-]+)\((.*)\)$/s.exec(text)
  if (!call) throw new Error(`Not a colour this test can read: ${text}`)
  const [, name, inside = ''] = call
  const parts = split(inside, ',')
  if (name === 'light-dark') return read((theme === 'light' ? parts[0] : parts[1]) ?? '')
  if (name === 'var') {
    const value = tokens.get(inside.trim())
    if (value === undefined) throw new Error(`No token ${inside}`)
    return read(value)
  }
  if (name === 'color-mix' && parts[0]?.trim() === 'in oklab') {
    const [first, share] = weighted(parts[1] ?? '')
    return mix(share, read(first), read(parts[2] ?? ''))
  }
  if (name === 'oklch') return oklch(inside, read)
  if (name === 'lab') return greyFrom(inside, read)
  throw new Error(`Not a colour this test can read: ${text}`)
}

/** The WCAG ratio between a text and its ground; what is see-through lies on the ground. */
export function contrast(text: Colour, ground: Colour): number {
  const [one, other] = [luminance(over(text, ground)), luminance(ground)].sort((a, b) => b - a)
  return ((one ?? 0) + 0.05) / ((other ?? 0) + 0.05)
}

/** A colour as it is seen on an opaque ground: browsers blend in sRGB. */
export function over(top: Colour, ground: Colour): Colour {
  if (top.alpha === 1) return top
  const [above, below] = [toSrgb(top), toSrgb(ground)]
  const blend = above.map((channel, i) => channel * top.alpha + (below[i] ?? 0) * (1 - top.alpha))
  return fromLinear(blend.map(toLinear))
}

function oklch(inside: string, read: (css: string) => Colour): Colour {
  const [channels = '', alpha = '1'] = inside.split('/')
  const words = split(channels.trim(), ' ')
  if (words[0] !== 'from') return polar(words.map(Number), Number(alpha))
  const origin = read(words[1] ?? '')
  const chroma = Math.hypot(origin.a, origin.b)
  const hue = (Math.atan2(origin.b, origin.a) * 180) / Math.PI
  const known: Record<string, number> = { l: origin.l, c: chroma, h: hue }
  return polar(
    words.slice(2).map((word) => known[word] ?? calculated(word, origin.l)),
    Number(alpha),
  )
}

/** An achromatic `lab(from … <lightness> 0 0)`. */
function greyFrom(inside: string, read: (css: string) => Colour): Colour {
  const [from, origin = '', lightness = '', ...rest] = split(inside, ' ')
  if (from !== 'from' || rest.join(' ') !== '0 0') throw new Error(`Not a grey: ${inside}`)
  const l = calculated(lightness, starOf(luminance(read(origin))))
  const linear = l > 8 ? ((l + 16) / 116) ** 3 : l / 903.3
  return { l: Math.cbrt(linear), a: 0, b: 0, alpha: 1 }
}

/** CIE lightness, 0 to 100. */
function starOf(luminance: number): number {
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance
}

/** `l`, a number, `min()`, `max()`, `clamp()`, `calc(n - l)`, or `(l - n) * k` either way round. */
function calculated(css: string, l: number): number {
  const text = css.trim()
  if (text === 'l') return l
  const slope = /^\((\S+) - (\S+)\) \* (\S+)$/.exec(text)
  if (slope) {
    const [, from = '', less = '', times = ''] = slope
    return (calculated(from, l) - calculated(less, l)) * Number(times)
  }
  const [, name, inside = ''] = /^(\w+)\((.*)\)$/s.exec(text) ?? []
  if (name === 'calc') return Number(inside.replace(/ - l$/, '')) - l
  const numbers = split(inside, ',').map((part) => calculated(part, l))
  if (name === 'min') return Math.min(...numbers)
  if (name === 'max') return Math.max(...numbers)
  const [low = 0, value = 0, high = 0] = numbers
  if (name === 'clamp') return Math.max(low, Math.min(value, high))
  return Number(text)
}

function polar(channels: number[], alpha: number): Colour {
  const [l = Number.NaN, c = Number.NaN, h = Number.NaN] = channels
  if ([l, c, h, alpha].some(Number.isNaN)) throw new Error(`Not numbers: ${channels}`)
  const angle = (h * Math.PI) / 180
  return { l, a: c * Math.cos(angle), b: c * Math.sin(angle), alpha }
}

function weighted(part: string): [css: string, share: number] {
  const [, css = '', share = ''] = /^(.*)\s([\d.]+)%$/s.exec(part.trim()) ?? []
  if (!share) throw new Error(`No share in ${part}`)
  return [css, Number(share) / 100]
}

function mix(share: number, one: Colour, other: Colour): Colour {
  const alpha = one.alpha * share + other.alpha * (1 - share)
  const channel = (key: 'l' | 'a' | 'b') =>
    (one[key] * one.alpha * share + other[key] * other.alpha * (1 - share)) / (alpha || 1)
  return { l: channel('l'), a: channel('a'), b: channel('b'), alpha }
}

/** Splits at a separator that stands in no brackets. */
function split(text: string, separator: ',' | ' '): string[] {
  const parts = ['']
  let depth = 0
  for (const letter of text.replaceAll(/\s+/g, ' ').trim()) {
    if (letter === '(') depth++
    if (letter === ')') depth--
    if (letter === separator && depth === 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.filter((part) => part !== '')
}

function luminance(colour: Colour): number {
  const [r = 0, g = 0, b = 0] = toSrgb(colour).map(toLinear)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function toSrgb({ l, a, b }: Colour): number[] {
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ].map((linear) => {
    const channel = Math.min(1, Math.max(0, linear))
    return channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055
  })
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

function fromLinear([r = 0, g = 0, b = 0]: number[]): Colour {
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return {
    l: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    a: 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    b: 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
    alpha: 1,
  }
}

function fromHex(hex: string): Colour {
  const digits = hex.length === 4 ? hex.replaceAll(/[\da-f]/gi, '$&$&') : hex
  const channels = [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255)
  return fromLinear(channels.map(toLinear))
}
