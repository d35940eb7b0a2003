import { Zip, ZipDeflate } from 'fflate'

/** A file of an archive; its content is read when its turn comes. */
export type Entry = { name: string; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

/** An archive that is made while it is read: of a large one only what is under way is in memory. */
export function zipped(entries: Iterable<Entry>): ReadableStream<Uint8Array> {
  const pieces = piecesOf(entries)
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}

async function* piecesOf(entries: Iterable<Entry>): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    made.push(piece)
  })
  for (const { name, content } of entries) {
    const file = new ZipDeflate(name)
    zip.add(file)
    for await (const part of content) {
      file.push(part)
      yield* made.splice(0)
    }
    file.push(new Uint8Array(), true)
  }
  zip.end()
  yield* made.splice(0)
}
