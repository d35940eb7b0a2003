import { auth } from '~/auth/auth.server'
import { asUnit } from '~/auth/unit.server'
import { password, people, type Who } from '../../dev/people.ts'

export { password, people, type Who }

export type Person = { id: string; name: string; email: string; headers: Headers }

let hash: Promise<string> | undefined

/** Somebody of the demo world, with an account and a session of their own. */
export async function arrive(who: Who): Promise<Person> {
  const { name, email, role } = people[who]
  const data = { emailVerified: true }
  const { user } = await auth.api.createUser({ body: { name, email, role, data } })
  // All have one password, whose hash takes a core for a tenth of a second.
  const context = await auth.$context
  hash ??= context.password.hash(password)
  await context.internalAdapter.linkAccount({
    accountId: user.id,
    providerId: 'credential',
    userId: user.id,
    password: await hash,
  })
  return { id: user.id, name, email, headers: await signIn(email) }
}

/** Another session of the same person. */
export async function signIn(email: string, secret = password): Promise<Headers> {
  const signedIn = await auth.api.signInEmail({
    body: { email, password: secret },
    returnHeaders: true,
  })
  return new Headers({ cookie: cookiesOf(signedIn.headers) })
}

/** What a browser would send back after these answers. */
export function cookiesOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

export type Organization = { id: string; name: string; slug: string }

/** An organization and its owner's colleagues, with the roles given. */
export async function found(
  slug: string,
  owner: Person,
  colleagues: { person: Person; role: 'owner' | 'admin' | 'member' }[] = [],
): Promise<Organization> {
  const name = slug.charAt(0).toUpperCase() + slug.slice(1)
  const body = { name, slug, userId: owner.id }
  // As over the wire: rows and line of one transaction.
  const { id } = await asUnit(() => auth.api.createOrganization({ body }))
  for (const { person, role } of colleagues) {
    const body = { organizationId: id, userId: person.id, role }
    await asUnit(() => auth.api.addMember({ body }))
  }
  return { id, name, slug }
}
