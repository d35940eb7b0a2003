import source from '/app.config.ts?raw'

/**
 * What is shown of `app.config.ts`, as it stands in the file: who the product is, and its first paid plan.
 * Where a fork has laid the file out otherwise, its beginning.
 */
export const excerpt: string[] = [...upTo('  brand: '), ...plan()]

function lines(): string[] {
  return source.trimEnd().split('\n')
}

/** From the first line of data to the one that begins so. */
function upTo(beginning: string): string[] {
  const all = lines()
  const from = all.findIndex((line) => line.startsWith('export default'))
  const to = all.findIndex((line) => line.startsWith(beginning))
  return all.slice(from, to < from ? from + 12 : to + 1)
}

/** The first plan with a price, between the lines that open and close it. */
function plan(): string[] {
  const all = lines()
  const price = all.findIndex((line) => line.startsWith('      price: {'))
  const from = all.lastIndexOf('    {', price)
  const to = all.indexOf('    },', price)
  if (price < 0 || from < 0 || to < 0) return []
  return ['  // …', '  plans: [', '    // …', ...all.slice(from, to + 1), '    // …']
}
