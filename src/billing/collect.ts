/** All that a list of Stripe's holds, page after page. */
export async function collect<Each>(pages: AsyncIterable<Each>): Promise<Each[]> {
  const all: Each[] = []
  for await (const each of pages) all.push(each)
  return all
}
