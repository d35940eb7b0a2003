import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Chart, type ChartPoint } from '~/ui/chart'
import { topOf } from '~/ui/chart-drawing'

const days: ChartPoint[] = [
  { name: '20 Nov', value: 3 },
  { name: '21 Nov', value: 12 },
]

function markup(points: ChartPoint[], kind: 'bars' | 'line' = 'bars'): string {
  return renderToStaticMarkup(
    <Chart
      title="Sign-ups"
      kind={kind}
      points={points}
      format={(value) => `${value} people`}
      each="Day"
      empty="Nobody signed up yet."
      figure="15"
      unit="in 2 days"
      more={[{ title: 'In all', values: ['103', '115'] }]}
    />,
  )
}

test('behind every chart is a table with every value in words, the newest first', () => {
  const table = /<table.*<\/table>/.exec(markup(days))?.[0] ?? ''
  expect(table).toContain('<caption class="sr-only">Sign-ups</caption>')
  const cells = [...table.matchAll(/<t[hd]\b[^>]*>([^<]*)/g)].map(([, text]) => text)
  const [head, newest, oldest] = [cells.slice(0, 3), cells.slice(3, 6), cells.slice(6)]
  expect(head).toEqual(['Day', 'Sign-ups', 'In all'])
  expect(newest).toEqual(['21 Nov', '12 people', '115'])
  expect(oldest).toEqual(['20 Nov', '3 people', '103'])
})

test('each value is reached with the arrow keys, and said with its unit', () => {
  const input = /<input[^>]*>/.exec(markup(days))?.[0]
  expect(input).toContain('type="range"')
  expect(input).toContain('aria-label="Sign-ups, by day"')
  expect(input).toContain('aria-valuetext="21 Nov: 12 people"')
  expect(input).toContain('max="1"')
})

test('a drawing has no style of its own, which the content security policy would block', () => {
  for (const kind of ['bars', 'line'] as const) {
    expect(markup(days, kind)).toMatch(/<svg[^>]*aria-hidden="true"/)
    expect(markup(days, kind)).not.toContain('style=')
  }
})

test('where there is nothing to draw stands a sentence, and no table of noughts', () => {
  for (const value of [0, null]) {
    const html = markup([{ name: '21 Nov', value }])
    expect(html).toContain('Nobody signed up yet.')
    expect(html).not.toMatch(/<svg|<table|<input/)
  }
})

test('a line is broken where there is no value, and says so in the table', () => {
  const html = markup(
    [...days, { name: '22 Nov', value: null }, { name: '23 Nov', value: 4 }],
    'line',
  )
  expect(html.match(/stroke-accent-edge/g)).toHaveLength(2)
  expect(html).toContain('–')
})

test('the upper edge is a round number that no value passes', () => {
  const tops = [[0], [1], [7], [12], [31_384], [0.013]].map((values) => topOf(values))
  expect(tops).toEqual([1, 1, 8, 15, 40_000, 0.015])
  for (let value = 1; value < 3_000; value += 7)
    expect(topOf([value])).toBeGreaterThanOrEqual(value)
})
