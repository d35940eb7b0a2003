import { expect, test } from 'vitest'
import { actInWords, actionsOf, sentenceOf } from '~/audit/sentences'

/** One value of each kind of detail there is. */
const bought = { plan: 'team', interval: 'month', seats: 3 }
const details = {
  ...bought,
  at: '/app/acme',
  because: 'members',
  before: '2026-03-01T00:00:00Z',
  by: 'link',
  changed: ['name', 'slug'],
  count: 2,
  domain: 'acme.test',
  email: 'new@acme.test',
  from: 'member',
  how: 'stopped',
  letter: 'reset',
  maxUses: 5,
  name: 'Bob',
  on: '2026-03-01T00:00:00Z',
  provider: 'google',
  queue: 'letters',
  reason: 'He asked.',
  role: 'admin',
  slug: 'acme',
  team: 'Design',
  title: 'Painter',
  to: 'admin',
  told: 'We look into it.',
  trial: true,
  type: 'invoice.paid',
  until: '2026-03-01T00:00:00Z',
  what: 'a new password',
}
const olive = { actorName: 'Olive', actorRole: 'operator', impersonatorName: null }

test.each(actionsOf())('%s is a sentence without a gap', (action) => {
  const from = action === 'subscription.changed' ? bought : details.from
  const sentence = sentenceOf({ ...olive, action, details: { ...details, from } })
  expect(sentence).toMatch(/^Olive, operator, [a-z]/)
  expect(sentence).not.toMatch(/undefined|null|object|NaN|did this|[_]/)
})

test('a sentence says who, what and why', () => {
  expect(sentenceOf({ ...olive, action: 'user.banned', details })).toBe(
    'Olive, operator, banned Bob until 1 Mar 2026: “He asked.”',
  )
  expect(sentenceOf({ ...olive, actorRole: 'owner', action: 'member.role_changed', details })).toBe(
    'Olive changed the role of Bob from Member to Admin',
  )
})

test('a line of long ago, whose action or details are others today, still reads', () => {
  expect(actInWords({ action: 'project.painted_red', details: {} })).toBe(
    'did this: project painted red',
  )
  expect(actInWords({ action: 'project.updated', details: {} })).toBe('did this: project updated')
  expect(actInWords({ action: 'constructor', details: {} })).toBe('did this: constructor')
})
