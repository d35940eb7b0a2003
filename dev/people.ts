/** The demo world's people. The seed, the bench, the tests and the pictures share them. */
export const people = {
  ada: { name: 'Ada', email: 'ada@acme.test', role: 'user', about: 'Owner of Acme' },
  bob: { name: 'Bob', email: 'bob@acme.test', role: 'user', about: 'Admin of Acme' },
  cleo: {
    name: 'Cleo',
    email: 'cleo@acme.test',
    role: 'user',
    about: 'Member of Acme, team Design',
  },
  eve: { name: 'Eve', email: 'eve@globex.test', role: 'user', about: 'Owner of Globex' },
  olive: { name: 'Olive', email: 'olive@atrium.test', role: 'operator', about: 'Operator' },
} as const

export type Who = keyof typeof people

/** The same for all of them. Never used outside development, tests and the demo. */
export const password = 'open the atrium'
