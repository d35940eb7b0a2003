import { auth } from '~/auth/auth.server'
import { lookUpMembership } from '~/auth/membership.server'
import { asUnit } from '~/auth/unit.server'
import { db } from '~/db/client'
import { withTenant } from '~/db/tenant'
import * as projects from '~/features/projects/projects.server'
import { password, people, type Who } from './people.ts'

/** Fills an empty database with the demo world, through the product's own rules. */
export async function seed(): Promise<void> {
  const ids = await makePeople()
  await Promise.all([seedAcme(ids), seedGlobex(ids)])
}

type Ids = Record<Who, string>

async function seedAcme(ids: Ids): Promise<void> {
  const acme = await makeOrganization('Acme', 'acme', ids.ada)
  for (const [userId, role] of [
    [ids.bob, 'admin'],
    [ids.cleo, 'member'],
  ] as const) {
    await asUnit(() => auth.api.addMember({ body: { organizationId: acme.id, userId, role } }))
  }
  await as('ada', async (headers) => {
    const design = await makeTeam(headers, acme, 'Design', [ids.cleo])
    const warehouse = await makeTeam(headers, acme, 'Warehouse', [ids.bob])
    await invite(headers, acme, 'warehouse@acme.test', warehouse)
    await makeProjects(headers, acme, [
      { name: 'Winter catalogue', archived: true },
      { name: 'Trade fair in March', archived: true },
      { name: 'New warehouse', description: 'From the lease to the first pallet.' },
      { name: 'Price list' },
      { name: 'Shop on the web', description: 'What is in stock, with pictures.' },
      { name: 'Label printers', teamId: warehouse },
      { name: 'Night shift', teamId: warehouse },
      { name: 'Stocktaking', teamId: warehouse, archived: true },
      { name: 'Packaging', teamId: design, description: 'One carton for all small parts.' },
    ])
    await as('cleo', (headers) =>
      makeProjects(headers, acme, [
        { name: 'Letterhead', teamId: design },
        { name: 'Signs for the yard', teamId: design },
        { name: 'Spring photographs', teamId: design },
        { name: 'Summer party' },
        { name: 'Spring catalogue', description: 'Ninety-six pages, at the printer by May.' },
      ]),
    )
  })
}

async function seedGlobex(ids: Ids): Promise<void> {
  const globex = await makeOrganization('Globex', 'globex', ids.eve)
  await as('eve', async (headers) => {
    const laboratory = await makeTeam(headers, globex, 'Laboratory', [ids.eve])
    await invite(headers, globex, people.bob.email)
    await makeProjects(headers, globex, [
      { name: 'Ocean floor' },
      { name: 'Weather machine', teamId: laboratory, description: 'Rain by appointment.' },
    ])
  })
}

async function makePeople(): Promise<Ids> {
  const make = async (who: Who) => {
    const { name, email, role } = people[who]
    const data = { emailVerified: true }
    const made = await auth.api.createUser({ body: { name, email, password, role, data } })
    return made.user.id
  }
  const [ada, bob, cleo, eve, olive] = await Promise.all([
    make('ada'),
    make('bob'),
    make('cleo'),
    make('eve'),
    make('olive'),
  ])
  return { ada, bob, cleo, eve, olive }
}

type Organization = { id: string; name: string; slug: string }

async function makeOrganization(name: string, slug: string, userId: string): Promise<Organization> {
  // As over the wire, each act with its line: see `auth/handler.server.ts`.
  const body = { name, slug, userId }
  const { id } = await asUnit(() => auth.api.createOrganization({ body }))
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

async function makeTeam(
  headers: Headers,
  { id: organizationId }: Organization,
  name: string,
  userIds: string[],
): Promise<string> {
  const { id: teamId } = await asUnit(() =>
    auth.api.createTeam({ body: { name, organizationId }, headers }),
  )
  for (const userId of userIds) {
    const body = { teamId, userId, organizationId }
    await asUnit(() => auth.api.addTeamMember({ body, headers }))
  }
  return teamId
}

async function invite(
  headers: Headers,
  { id: organizationId }: Organization,
  email: string,
  teamId?: string,
): Promise<void> {
  const body = { email, role: 'member' as const, organizationId, ...(teamId && { teamId }) }
  await asUnit(() => auth.api.createInvitation({ body, headers }))
}

type Wanted = { name: string; description?: string; teamId?: string; archived?: boolean }

async function makeProjects(headers: Headers, organization: Organization, wanted: Wanted[]) {
  const session = await auth.api.getSession({ headers })
  const membership = session && (await lookUpMembership(db, session.user.id, organization))
  if (!membership) throw new Error(`Nobody signed in belongs to ${organization.name}.`)
  for (const { archived, ...fields } of wanted) {
    await withTenant({ ...membership, user: session.user }, async (tx) => {
      const scope = { ...session, ...membership, impersonation: null, tx }
      const { id } = await projects.create(scope, fields)
      if (archived) await projects.archive(scope, { id })
    })
  }
}
