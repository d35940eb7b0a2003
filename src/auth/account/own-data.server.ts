import app from 'app.config'
import { z } from 'zod'
import { keyAt, open } from '~/files/store.server'
import { type Entry, zipped } from '~/files/zip.server'
import { accountParts } from './own-data-account.server'
import type { Me, Part } from './own-data-part'
import { workParts } from './own-data-work.server'

/** The files of the archive, by name. */
export const parts: Record<string, Part> = { ...accountParts, ...workParts }

/** What names a person and is not in the archive, and why. */
export const leftOut: Record<string, string> = {
  verification: 'links and codes under way, hashed: they end within days',
  rate_limit: 'counts of attempts, by hashes',
}

type Person = Me & { image?: string | null }

/**
 * Everything the product knows of a person, as one archive: rows as JSON, a JSON Schema beside each file, and the
 * picture. Read as it is sent.
 */
export function archiveOf(me: Person): Response {
  const name = `${app.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-export-${today()}.zip`
  return new Response(zipped(entriesOf(me)), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}

function* entriesOf(me: Person): Generator<Entry> {
  yield { name: 'read-me.txt', content: [bytes(introduction())] }
  for (const [name, part] of Object.entries(parts)) {
    yield { name: `${name}.json`, content: rowsOf(name, part, me) }
    yield { name: `schemas/${name}.schema.json`, content: [bytes(json(schemaOf(part)))] }
  }
  const key = me.image && keyAt(me.image)
  if (key) yield { name: `picture.${key.split('.').at(-1)}`, content: picture(key) }
}

async function* rowsOf(name: string, part: Part, me: Me): AsyncGenerator<Uint8Array> {
  yield bytes(`{\n  "$schema": "schemas/${name}.schema.json",\n  "rows": [`)
  let separator = '\n    '
  const rows = part.rows(me)
  for await (const row of 'then' in rows ? await rows : rows) {
    yield bytes(separator + JSON.stringify(row))
    separator = ',\n    '
  }
  yield bytes('\n  ]\n}\n')
}

/** What a file of the archive looks like. */
export function schemaOf({ about, row }: Part) {
  const file = z.strictObject({ $schema: z.string(), rows: z.array(row) })
  return { ...z.toJSONSchema(file), description: about }
}

async function* picture(key: string): AsyncGenerator<Uint8Array> {
  const file = await open(key)
  if (file) yield file.bytes
}

function introduction(): string {
  const list = Object.entries(parts).map(([name, { about }]) => `${name}.json\n  ${about}\n`)
  return `What ${app.name} knows of you, on ${today()}.

${list.join('\n')}
Each file has its schema in the folder "schemas". What opens your account is left out: passwords, keys, tokens and
codes, which we keep hashed or encrypted. What belongs to an organization stays with it; of what you did in
organizations that you have left, they keep the record.
`
}

const today = () => new Date().toISOString().slice(0, 10)
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
const encoder = new TextEncoder()
const bytes = (text: string) => encoder.encode(text)
