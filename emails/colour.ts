/** Linear sRGB, each part from 0 to 1. */
type Linear = readonly [number, number, number]

/**
 * A colour as mail clients understand it: most know neither OKLCH nor variables.
 * @param css `oklch(L C H)` or `#rrggbb`
 */
export function hex(css: string): string {
  const parts = linear(css).map((part) => {
    const encoded = part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${parts.join('')}`
}

/** WCAG's contrast of two colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(css: string): number {
  const [red, green, blue] = linear(css)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(css: string): Linear {
  const oklch = /^oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)(?:deg)?\s*\)$/.exec(css)
  if (oklch) {
    const lightness = Number(oklch[1]) / (oklch[2] ? 100 : 1)
    return fromOklch(lightness, Number(oklch[3]), Number(oklch[4]))
  }
  const plain = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(css)
  if (!plain) throw new Error(`Letters need a colour like oklch(0.52 0.085 185) or #10726c: ${css}`)
  return [decode(plain[1]), decode(plain[2]), decode(plain[3])]
}

/** https://bottosson.github.io/posts/oklab, clipped to what a screen can show. */
function fromOklch(lightness: number, chroma: number, hue: number): Linear {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

function decode(pair = '00'): number {
  const part = Number.parseInt(pair, 16) / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

function clip(part: number): number {
  return Math.min(1, Math.max(0, part))
}
