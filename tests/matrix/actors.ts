import { createHmac } from 'node:crypto'
import { auth } from '~/auth/auth.server'
import { callAuth } from '../support/knock'
import { password, people, signIn, type Who } from '../support/people'

/** Who tries. The owner is the one who may; `almost` has every permission but the one that is asked for. */
export const actors = {
  nobody: 'nobody',
  ended: 'a member whose session has ended',
  stranger: 'somebody who belongs to no organization',
  neighbour: 'the owner of another organization',
  removed: 'a removed member',
  operator: 'the operator',
  admin: 'an admin',
  member: 'a member',
  colleague: 'a member outside the team',
  bare: 'a role with no permission',
  almost: 'a role with every other permission',
  owner: 'the owner',
  invited: 'the invited person',
  support: 'somebody of support',
  banned: 'a banned operator',
  looking: "an operator who looks through a member's eyes",
} as const
export type Actor = keyof typeof actors

export type Person = {
  id: string
  name: string
  email: string
  headers: Headers
  /** Words of Acme's that are theirs to know. */
  knows?: readonly string[]
}

/** Somebody of the demo world, by a name that stands nowhere else. */
export async function arrive(who: Who): Promise<Person> {
  const { email, role } = people[who]
  const name = `${people[who].name} of the demo`
  const { user } = await auth.api.createUser({
    body: { name, email, password, role, data: { emailVerified: true } },
  })
  return { id: user.id, name, email, headers: await signIn(email) }
}

/** Somebody who is signed in already: without the two hashes that a password costs. */
export async function appear(
  name: string,
  role: 'user' | 'operator' | 'support' = 'user',
): Promise<Person> {
  const email = `${name}@${name}.test`
  const { user } = await auth.api.createUser({
    body: { name: `The ${name} one`, email, role, data: { emailVerified: true } },
  })
  const { headers } = await sessionOf(user.id)
  return { id: user.id, name: user.name, email, headers }
}

/** A session of somebody's; another's who looks through their eyes, where that is said. */
export async function sessionOf(userId: string, impersonatedBy?: string) {
  const { internalAdapter, secret, authCookies } = await auth.$context
  const { id, token } = await internalAdapter.createSession(userId, false, { impersonatedBy })
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  const cookie = `${authCookies.sessionToken.name}=${encodeURIComponent(`${token}.${signature}`)}`
  return { id, headers: new Headers({ cookie }) }
}

/** Calls better-auth for whoever may. */
export async function well(
  path: string,
  by: Person,
  body: object,
): Promise<Record<string, unknown>> {
  const { status, data } = await callAuth(path, { body, headers: by.headers })
  if (status >= 400) throw new Error(`${path} was refused: ${JSON.stringify(data)}`)
  return data ?? {}
}
