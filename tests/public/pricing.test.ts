import app from 'app.config'
import { expect, test } from 'vitest'
import { limitNames } from '~/features/public/words'
import { fetchPage, textOf } from './page'

const money = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: app.currency,
  trailingZeroDisplay: 'stripIfInteger',
})
const symbol = money.formatToParts(1).find(({ type }) => type === 'currency')?.value ?? ''

/** What a person reads in each plan's column, with the list that narrow screens have in place of the table. */
async function plansOnThePage(path: string): Promise<string[]> {
  const { main } = await fetchPage(path)
  const [, list = ''] = /<ul class="grid md:auto-cols-fr[^>]*>([\s\S]*)/.exec(main) ?? []
  return list
    .split(/(?=<h[23]\b)/)
    .slice(1, app.plans.length + 1)
    .map((column) => textOf(column.split(/<table\b|<section\b/)[0] ?? ''))
}

test('every kind of limit a plan may have has a name', () => {
  const kinds = new Set(app.plans.flatMap(({ limits }) => Object.keys(limits)))
  expect(limitNames.map(({ limit }) => limit).sort()).toEqual([...kinds].sort())
})

test.each(['/', '/pricing'])(
  '%s shows each plan with its prices, its limits and the way to it',
  async (path) => {
    const columns = await plansOnThePage(path)
    expect(columns).toHaveLength(app.plans.length)
    for (const [
      place,
      { name, summary, price, seats, trialDays, limits, features },
    ] of app.plans.entries()) {
      const by = seats === 'per-member' ? ' per member' : ''
      const saved = price ? price.month * 12 - price.year : 0
      const words = [
        name,
        summary,
        price
          ? `${money.format(price.month)}${by} a month or ${money.format(price.year)}${by} a year${saved > 0 ? `, which saves ${money.format(saved)}` : ''}`
          : `${money.format(0)} for as long as you like`,
        trialDays > 0 ? `Try ${name} for ${trialDays} days` : `Start with ${name}`,
        ...limitNames.map(({ limit, one, many }) => {
          const most = limits[limit]
          if (most === null) return `${many} without limit`
          return `${most.toLocaleString('en')} ${most === 1 ? one : `${one}s`}`
        }),
        ...features.map((feature) => app.features[feature]),
      ]
      expect(columns[place]).toBe(words.join(' '))
    }
  },
)

test('the pricing page names no other amount than those of the plans', async () => {
  const { text } = await fetchPage('/pricing')
  const amounts = text.match(new RegExp(`\\${symbol}[\\d.,]*\\d`, 'g')) ?? []
  const known = app.plans.flatMap(({ price }) =>
    price ? [price.month, price.year, price.month * 12 - price.year] : [0],
  )
  expect(new Set(amounts)).toEqual(new Set(known.map((amount) => money.format(amount))))
})

test('the table compares every limit and feature of every plan, and nothing else', async () => {
  const { main } = await fetchPage('/pricing')
  const rows = [...main.matchAll(/<tr\b[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd]\b[\s\S]*?<\/t[hd]>/g)].map(([cell]) => textOf(cell)),
  )
  const has = (held: boolean) => (held ? 'Included' : 'Not included')
  expect(rows).toEqual([
    ['What', ...app.plans.map(({ name }) => name)],
    ...limitNames.map(({ limit, many }) => [
      many,
      ...app.plans.map(({ limits }) => limits[limit]?.toLocaleString('en') ?? 'Without limit'),
    ]),
    ...Object.entries<string>(app.features).map(([id, name]) => [
      name,
      ...app.plans.map(({ features }) => has(features.some((feature) => feature === id))),
    ]),
    [
      'To try it',
      ...app.plans.map(({ trialDays }) => (trialDays ? `${trialDays} days` : has(false))),
    ],
    [
      'Charged',
      ...app.plans.map(({ price, seats }) => {
        if (!price) return 'Nothing'
        return seats === 'per-member' ? 'For each member' : 'For the organization'
      }),
    ],
  ])
})

test('every question of the product is answered on the pricing page', async () => {
  const { text } = await fetchPage('/pricing')
  for (const { question, answer } of app.questions) {
    expect(text).toContain(`${question} ${answer}`)
  }
})
