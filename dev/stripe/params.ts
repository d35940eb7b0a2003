import { invalid } from './faults.ts'

/** A form's values by their names, nested as `items[0][price]` says. */
type Tree = Map<string, Tree | string>

/** Reads a form or a query as Stripe writes them. */
export function decode(text: string): Tree {
  const root: Tree = new Map()
  for (const [name, value] of new URLSearchParams(text)) {
    const [head = '', ...rest] = name.split('[').map((part) => part.replace(/\]$/, ''))
    put(root, [head, ...rest], value)
  }
  return root
}

function put(tree: Tree, [head = '', ...rest]: string[], value: string): void {
  const name = head === '' ? String(tree.size) : head
  if (rest.length === 0) {
    tree.set(name, value)
    return
  }
  const there = tree.get(name)
  const inner: Tree = there instanceof Map ? there : new Map()
  tree.set(name, inner)
  put(inner, rest, value)
}

/** A request's parameters, read one by one. Each reader refuses as Stripe does what is of the wrong kind. */
export class Params {
  readonly #tree: Tree
  readonly #at: string

  constructor(tree: Tree, at = '') {
    this.#tree = tree
    this.#at = at
  }

  /** The name by which Stripe's errors call one of these. */
  called(name: string): string {
    return this.#at ? `${this.#at}[${name}]` : name
  }

  has(name: string): boolean {
    return this.#tree.has(name)
  }

  /** The words given; undefined where none are. @throws StripeFault when they are empty */
  text(name: string): string | undefined {
    const value = this.#tree.get(name)
    if (value === undefined) return undefined
    if (value instanceof Map) throw invalid('Invalid string', { param: this.called(name) })
    if (value === '') {
      const message = `You passed an empty string for '${this.called(name)}'. We assume empty values are an attempt to unset a parameter; however '${this.called(name)}' cannot be unset.`
      throw invalid(message, { code: 'parameter_invalid_empty', param: this.called(name) })
    }
    return value
  }

  /** As `text`, and null where it shall be unset. */
  clearable(name: string): string | null | undefined {
    return this.#tree.get(name) === '' ? null : this.text(name)
  }

  /** @throws StripeFault when it is not there */
  required(name: string): string {
    const value = this.text(name)
    if (value !== undefined) return value
    const param = this.called(name)
    throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
  }

  /** @throws StripeFault when it is no whole number, or smaller than `least` */
  integer(name: string, least = 0): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const param = this.called(name)
    if (!/^-?\d+$/.test(value)) {
      throw invalid(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param })
    }
    if (Number(value) >= least) return Number(value)
    throw invalid(`This value must be greater than or equal to ${least}.`, {
      code: 'parameter_invalid_integer',
      param,
    })
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name)
    if (value === undefined || value === 'true' || value === 'false') {
      return value && value === 'true'
    }
    throw invalid(`Invalid boolean: ${value}`, { param: this.called(name) })
  }

  /** One of the words allowed. */
  choice<const Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.text(name)
    const found = words.find((word) => word === value)
    if (value === undefined || found) return found
    throw invalid(`Invalid ${this.called(name)}: must be one of ${words.join(', ')}`, {
      param: this.called(name),
    })
  }

  /** The words of a list. */
  texts(name: string): string[] {
    const inner = this.under(name)
    return [...inner.#tree.keys()].map((key) => inner.required(key))
  }

  /** What is nested under a name; nothing where it is absent. */
  under(name: string): Params {
    const value = this.#tree.get(name)
    return new Params(value instanceof Map ? value : new Map(), this.called(name))
  }

  /** The members of a list of objects. */
  each(name: string): Params[] {
    const inner = this.under(name)
    return [...inner.#tree.keys()].map((key) => inner.under(key))
  }

  /** `metadata` as it is after the request: what is empty goes, and the rest is added to what stands. */
  metadata(standing: Record<string, string> = {}): Record<string, string> {
    const given = this.#tree.get('metadata')
    if (given === '') return {}
    const after = new Map(Object.entries(standing))
    for (const [key, value] of given instanceof Map ? given : []) {
      if (value === '') after.delete(key)
      else if (typeof value === 'string') after.set(key, value)
    }
    return Object.fromEntries(after)
  }

  /**
   * @param known the names that may come, nested with dots; `*` stands for any name or number
   * @throws StripeFault for the first that is not among them
   */
  refuseUnknown(known: readonly string[]): void {
    const patterns = known.map((name) => name.split('.'))
    for (const { path, empty } of leaves(this.#tree)) {
      const fits = patterns.some(
        (pattern) =>
          (empty ? pattern.length >= path.length : pattern.length === path.length) &&
          path.every((part, at) => pattern[at] === '*' || pattern[at] === part),
      )
      if (fits) continue
      const [head, ...rest] = path
      const param = head + rest.map((part) => `[${part}]`).join('')
      throw invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param })
    }
  }
}

type Leaf = { path: string[]; empty: boolean }

function leaves(tree: Tree, above: string[] = []): Leaf[] {
  return [...tree].flatMap(([name, value]) => {
    const path = [...above, name]
    return value instanceof Map ? leaves(value, path) : [{ path, empty: value === '' }]
  })
}
