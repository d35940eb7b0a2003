import source from '/app.config.ts?raw'

type Line = { number: number; text: string }

const lines: Line[] = source
  .trimEnd()
  .split('\n')
  .map((text, place) => ({ number: place + 1, text }))

/**
 * What is shown of `app.config.ts`, letter by letter as it stands in the file: who the product is, and its first
 * paid plan. Nothing where a fork has laid the file out otherwise.
 */
export const excerpt: { product: Line[]; plan: Line[] } = { product: product(), plan: plan() }

/** From the first line of data to the colour. */
function product(): Line[] {
  const from = lines.findIndex(({ text }) => text.startsWith('export default'))
  const to = lines.findIndex(({ text }) => text.startsWith('  brand: '))
  return lines.slice(from, to + 1)
}

/** Between the lines that open and close the first plan with a price. */
function plan(): Line[] {
  const price = lines.findIndex(({ text }) => text.startsWith('      price: {'))
  const from = lines.findLastIndex(({ text }, place) => text === '    {' && place < price)
  const to = lines.findIndex(({ text }, place) => text === '    },' && place > price)
  return lines.slice(from, to + 1)
}
