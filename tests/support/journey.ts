import type pg from 'pg'
import type { BrowserContext } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { password, people, type Who } from '../../dev/people.ts'
import type { StripeStandIn } from '../../dev/stripe/start.ts'
import { context, newAddress } from './browser.ts'
import type { Mailbox } from './mailbox.ts'
import { secretsInLog } from './secrets-in-log.ts'
import { leaveStage, takeStage } from './stage.ts'

export { password, people }

export type Organization = { id: string; name: string; slug: string }

export type Person = {
  id: string
  name: string
  email: string
  /** What better-auth or a door answers to this person's session. */
  fetch(
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>
  /** One more browser in which this person is signed in, by the same session. */
  browser(): Promise<BrowserContext>
}

export type Journey = {
  /** The app's address: the production build, on a database and a mailbox of its own. */
  url: string
  secret: string
  mailbox: Mailbox
  /** Its events go to the app's webhook; the product's prices are there. */
  stripe: StripeStandIn
  /** What the server has said so far. */
  output(): string
  /** Looks past every policy, as the owner of the database. */
  query<Row extends pg.QueryResultRow>(sentence: string, values?: unknown[]): Promise<Row[]>
  /** How many rows there are; `where` in SQL. */
  count(table: string, where?: string): Promise<number>
  /** Somebody of the demo world with a confirmed account and a session. */
  arrive(who: Who): Promise<Person>
  /** A session more for somebody who has an account. */
  signIn(email: string): Promise<Person>
  /** An organization by this name, and its owner's colleagues in it. */
  found(
    slug: string,
    owner: Person,
    colleagues?: { person: Person; role: Role }[],
  ): Promise<Organization>
  /** Writes an invitation's letter; gives the invitation's id. */
  invite(from: Person, organization: Organization, email: string, role?: Role): Promise<string>
}

type Role = 'owner' | 'admin' | 'member'

/**
 * The product as a person meets it, for one test file: everything real, and as if nobody had been there before.
 * @param environment makes the server another than the one most journeys are played on
 */
export async function startJourney(environment: Record<string, string> = {}): Promise<Journey> {
  const stage = await takeStage(environment)
  const { secret, mailbox, stripe, server, pool } = stage
  const { url } = server
  const said = server.output().length
  afterAll(async () => {
    const leaked = await secretsInLog(stage, said)
    await leaveStage(stage)
    expect(leaked).toEqual([])
  })

  const query = async <Row extends pg.QueryResultRow>(sentence: string, values: unknown[] = []) => {
    const { rows } = await pool.query<Row>(sentence, values)
    return rows
  }

  async function speak(path: string, body: unknown, headers: Record<string, string> = {}) {
    return fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        origin: url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-forwarded-for': newAddress(),
        ...headers,
      },
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    })
  }

  async function signIn(email: string): Promise<Person> {
    const answer = await speak('/api/auth/sign-in/email', { email, password })
    expect(answer.status, await answer.clone().text()).toBe(200)
    const { user }: { user: { id: string; name: string } } = await answer.json()
    const cookies = answer.headers.getSetCookie().map((line) => {
      const [name = '', value = ''] = line.split(';', 1)[0]?.split(/=(.*)/s) ?? []
      return { name, value }
    })
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    return {
      id: user.id,
      name: user.name,
      email,
      fetch: (path, { body, headers } = {}) => speak(path, body, { cookie, ...headers }),
      async browser() {
        const opened = await context({ baseURL: url })
        await opened.addCookies(cookies.map((cookie) => ({ ...cookie, url })))
        return opened
      },
    }
  }

  const journey: Journey = {
    url,
    secret,
    mailbox,
    stripe,
    output: () => server.output().slice(said),
    query,
    async count(table, where = 'true') {
      const [row] = await query<{ count: number }>(
        `select count(*)::int as count from ${table} where ${where}`,
      )
      return row?.count ?? 0
    },
    async arrive(who) {
      const { name, email, role } = people[who]
      const answer = await speak('/api/auth/sign-up/email', { name, email, password })
      expect(answer.status, await answer.text()).toBe(200)
      await query('update "user" set email_verified = true, role = $2 where email = $1', [
        email,
        role,
      ])
      return signIn(email)
    },
    signIn,
    async found(slug, owner, colleagues = []) {
      const name = slug.charAt(0).toUpperCase() + slug.slice(1)
      const answer = await owner.fetch('/api/auth/organization/create', { body: { name, slug } })
      expect(answer.status, await answer.clone().text()).toBe(200)
      const organization: Organization = await answer.json()
      for (const { person, role } of colleagues) {
        const id = await journey.invite(owner, organization, person.email, role)
        const body = { invitationId: id }
        const accepted = await person.fetch('/api/auth/organization/accept-invitation', { body })
        expect(accepted.status, await accepted.text()).toBe(200)
      }
      return organization
    },
    async invite(from, { id: organizationId }, email, role = 'member') {
      const answer = await from.fetch('/api/auth/organization/invite-member', {
        body: { email, role, organizationId },
      })
      expect(answer.status, await answer.clone().text()).toBe(200)
      const { id }: { id: string } = await answer.json()
      return id
    },
  }
  return journey
}
