import type Stripe from 'stripe'
import { invalid } from './faults.ts'

const clause =
  /(-?)(metadata\["((?:[^"\\]|\\.)+)"\]|[a-z_]+)\s*:\s*"((?:[^"\\]|\\.)*)"\s*(AND\s+|$)/gy

/**
 * Stripe's query language for customers, as far as it is asked here: clauses joined by AND, each a field or a key of
 * `metadata` that is equal to a word; a minus before a clause says that it is not.
 * @throws StripeFault for anything else
 */
export function customerSearch(query: string): (customer: Stripe.Customer) => boolean {
  const trimmed = query.trim()
  const clauses = [...trimmed.matchAll(clause)]
  const read = clauses.map(([whole]) => whole).join('')
  if (clauses.length === 0 || read !== trimmed || clauses.at(-1)?.[5] !== '') {
    throw invalid('We were unable to parse your search query. Please see the search docs.', {
      param: 'query',
    })
  }
  const tests = clauses.map(([, minus, field = '', key, word = '']) => {
    const wanted = unescaped(word)
    return (customer: Stripe.Customer) => is(customer, field, key, wanted) !== (minus === '-')
  })
  return (customer) => tests.every((test) => test(customer))
}

function is(
  customer: Stripe.Customer,
  field: string,
  key: string | undefined,
  wanted: string,
): boolean {
  if (key !== undefined) return customer.metadata[unescaped(key)] === wanted
  const same = (word: string | null | undefined) => word?.toLowerCase() === wanted.toLowerCase()
  if (field === 'email') return same(customer.email)
  if (field === 'name') return same(customer.name)
  throw invalid(`Field \`${field}\` is an unsupported search field for resource \`customers\`.`, {
    param: 'query',
  })
}

const unescaped = (word: string) => word.replace(/\\(.)/g, '$1')
