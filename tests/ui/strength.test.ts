import { expect, test } from 'vitest'
import { strengthOf } from '~/ui/strength-of'

test.each([
  ['password', 1],
  ['Ada Lovelace 1', 1],
  ['ada@acme.test', 1],
  ['weather machine lantern', 4],
])('%s is as hard to guess as %s of 4', (password, level) => {
  expect(strengthOf(password, ['Ada Lovelace', 'ada@acme.test']).level).toBe(level)
})

test('what is known about a person counts as weak', () => {
  const password = 'Lovelace-of-Acme'
  const known = strengthOf(password, ['Ada Lovelace', 'ada@acme.test'])
  expect(known.level).toBeLessThan(strengthOf(password, []).level)
})

test('an endless password is not an endless wait', () => {
  const before = performance.now()
  strengthOf('ab1'.repeat(50_000), ['x'.repeat(10_000)])
  expect(performance.now() - before).toBeLessThan(2_000)
})
