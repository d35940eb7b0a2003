import { auth } from '~/auth/auth.server'
import { lookUpMembership } from '~/auth/membership.server'
import { db } from '~/db/client'
import { withTenant } from '~/db/tenant'
import * as projects from '~/features/projects/projects.server'
import { password, people, type Who } from './people.ts'

/** Fills an empty database with the demo world, through the product's own rules. */
export async function seed(): Promise<void> {
  const ids = await makePeople()

  const acme = await makeOrganization('Acme', 'acme', ids.ada)
  await auth.api.addMember({ body: { organizationId: acme.id, userId: ids.bob, role: 'admin' } })
  await auth.api.addMember({ body: { organizationId: acme.id, userId: ids.cleo, role: 'member' } })
  await as('ada', async (headers) => {
    // Adding to a team is the one act that looks at the session's organization.
    await auth.api.setActiveOrganization({ body: { organizationId: acme.id }, headers })
    const body = { name: 'Design', organizationId: acme.id }
    const design = await auth.api.createTeam({ body, headers })
    await auth.api.addTeamMember({ body: { teamId: design.id, userId: ids.cleo }, headers })
    await makeProjects(headers, acme, ['Spring catalogue', 'New warehouse'])
  })

  const globex = await makeOrganization('Globex', 'globex', ids.eve)
  await as('eve', async (headers) => {
    const body = { email: people.bob.email, role: 'member' as const, organizationId: globex.id }
    await auth.api.createInvitation({ body, headers })
    await makeProjects(headers, globex, ['Weather machine'])
  })
}

async function makePeople(): Promise<Record<Who, string>> {
  const make = async (who: Who) => {
    const { name, email, role } = people[who]
    const data = { emailVerified: true }
    const made = await auth.api.createUser({ body: { name, email, password, role, data } })
    return made.user.id
  }
  return {
    ada: await make('ada'),
    bob: await make('bob'),
    cleo: await make('cleo'),
    eve: await make('eve'),
    olive: await make('olive'),
  }
}

type Organization = { id: string; name: string; slug: string }

async function makeOrganization(name: string, slug: string, userId: string): Promise<Organization> {
  const { id } = await auth.api.createOrganization({ body: { name, slug, userId } })
  return { id, name, slug }
}

/** Signs in as somebody for as long as `work` takes. */
async function as(who: Who, work: (headers: Headers) => Promise<void>): Promise<void> {
  const body = { email: people[who].email, password }
  const signedIn = await auth.api.signInEmail({ body, returnHeaders: true })
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  const headers = new Headers({ cookie: cookies.join('; ') })
  await work(headers)
  await auth.api.signOut({ headers })
}

async function makeProjects(headers: Headers, organization: Organization, names: string[]) {
  const session = await auth.api.getSession({ headers })
  const membership = session && (await lookUpMembership(db, session.user.id, organization))
  if (!membership) throw new Error(`Nobody signed in belongs to ${organization.name}.`)
  for (const name of names) {
    await withTenant({ ...membership, user: session.user }, (tx) =>
      projects.create({ ...session, ...membership, tx }, { name }),
    )
  }
}
