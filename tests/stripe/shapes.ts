/**
 * How an object differs in shape from Stripe's published example of its kind: in keys and in kinds of values. Where
 * either is null nothing can be said, and an id may stand for a whole object. What is keyed by data is not looked into.
 * @returns a line for each difference, by its path
 */
export function differences(ours: unknown, theirs: unknown, path = ''): string[] {
  if (isEmpty(ours) || isEmpty(theirs) || free.test(path)) return []
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const [example] = theirs
    return example === undefined
      ? []
      : ours.flatMap((each) => differences(each, example, `${path}[]`))
  }
  if (isObject(ours) && isObject(theirs)) {
    const missing = Object.keys(theirs).filter((key) => !(key in ours))
    const further = Object.keys(ours).filter((key) => !(key in theirs))
    return [
      ...missing.map((key) => `${join(path, key)} is missing`),
      ...further.map((key) => `${join(path, key)} is not in the example`),
      ...Object.entries(ours).flatMap(([key, value]) =>
        key in theirs ? differences(value, theirs[key], join(path, key)) : [],
      ),
    ]
  }
  const named = (isObject(ours) || isObject(theirs)) && [ours, theirs].some((each) => isId(each))
  const [kind, wanted] = [kindOf(ours), kindOf(theirs)]
  return kind === wanted || named ? [] : [`${path} is ${kind}, not ${wanted}`]
}

/** Whatever stands here is anybody's own, or of another kind each time. */
const free = /(^|\.)(metadata|payment_method_options|data\.object|data\.previous_attributes)$/

type Plain = { [key: string]: unknown }

const isObject = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isEmpty = (value: unknown) => value === null || value === undefined

/** `cus_QXg1o8vcGmoR32`; the examples also name things by their kind alone. */
const isId = (value: unknown) => typeof value === 'string' && /^[a-z]+(_\w+)*$/.test(value)

const kindOf = (value: unknown) => (Array.isArray(value) ? 'a list' : typeof value)

const join = (path: string, key: string) => (path ? `${path}.${key}` : key)
