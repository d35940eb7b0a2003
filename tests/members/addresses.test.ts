import { expect, test } from 'vitest'
import { inviteForm, mostAtOnce, readAddresses } from '~/features/members/addresses'

const addresses = (pasted: string) => readAddresses(pasted).map(({ email }) => email)

test.each([
  ['on lines', 'bob@acme.test\ncleo@acme.test\r\n\n  eve@globex.test '],
  ['with commas', 'bob@acme.test, cleo@acme.test,,eve@globex.test,'],
  ['with semicolons', 'bob@acme.test;cleo@acme.test; eve@globex.test'],
  ['with spaces only', 'bob@acme.test cleo@acme.test   eve@globex.test'],
  [
    'with names',
    'Bob <bob@acme.test>, "Cleo, of Design" <cleo@acme.test>; Eve E. <eve@globex.test>',
  ],
  ['as links', 'mailto:bob@acme.test\n<mailto:cleo@acme.test>\neve@globex.test'],
])('a list %s is read as three people', (_how, pasted) => {
  expect(addresses(pasted)).toEqual(['bob@acme.test', 'cleo@acme.test', 'eve@globex.test'])
})

test('an address that stands there twice, in whatever letters, is one person', () => {
  expect(addresses('Bob@Acme.test, bob@acme.test\nBob <BOB@acme.test>')).toEqual(['bob@acme.test'])
})

test('what is no address is kept as it was written', () => {
  expect(readAddresses('bob, bob@, Bob <bob>, cleo@acme.test')).toEqual([
    { text: 'bob', email: null },
    { text: 'bob@', email: null },
    { text: 'Bob <bob>', email: null },
    { text: 'cleo@acme.test', email: 'cleo@acme.test' },
  ])
})

test('nobody, and more than fit into one go, are refused with a sentence', () => {
  const asked = (people: string) => inviteForm.safeParse({ people, role: 'member', teamIds: [] })
  const many = (count: number) => Array.from({ length: count }, (_, n) => `p${n}@acme.test`).join()
  expect(asked(' ,\n; ').error?.issues[0]?.message).toBe('Write at least one address.')
  expect(asked(many(mostAtOnce)).success).toBe(true)
  expect(asked(many(mostAtOnce + 1)).error?.issues[0]?.message).toBe(
    'Invite at most 50 people at a time.',
  )
})
