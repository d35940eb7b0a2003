export type Json = { [key: string]: unknown }

/** What an object says only when it is asked for. */
const onRequest = new Set(['line_items', 'products'])

/** Whether a property may be absent until it is asked for. */
export const isOnRequest = (name: string) => onRequest.has(name)

/**
 * An object as it goes over the wire: a copy, without what is told on request only.
 * @param asked the properties that are asked for
 */
export function onTheWire(object: object, asked: ReadonlySet<string> = new Set()): Json {
  const copy: Json = JSON.parse(JSON.stringify(object))
  slim(copy, asked)
  return copy
}

function slim(value: unknown, asked: ReadonlySet<string>): void {
  if (Array.isArray(value)) for (const each of value) slim(each, asked)
  if (!isJson(value)) return
  for (const [name, inner] of Object.entries(value)) {
    if (onRequest.has(name) && !asked.has(name)) delete value[name]
    else slim(inner, asked)
  }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
