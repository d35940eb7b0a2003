import type { Browser, BrowserContext } from 'playwright-core'
import { fill } from './look-routes.ts'
import { password, people, type Who } from './people.ts'
import { startWorld } from './picture-world.ts'

export type Visit = { who: string; path: string; browser: BrowserContext }

export type LookWorld = {
  url: string
  /** Who looks at a route, and at which address of it. */
  visits(route: string): Visit[]
  close(): Promise<void>
}

const homes: Record<Who, string> = {
  ada: 'acme',
  bob: 'acme',
  cleo: 'acme',
  eve: 'globex',
  olive: 'acme',
}

/**
 * The demo world to look at: that of the `npm run dev` which listens on PORT, or one of its own, thrown away
 * afterwards. For as long as it is open, Eve has an organization with nothing in it.
 */
export async function openWorld(browser: Browser): Promise<LookWorld> {
  const running = `http://localhost:${process.env.PORT || 3000}`
  const own = (await isBench(running)) ? undefined : await startWorld()
  const url = own?.url ?? running
  console.log(`Looking at ${own ? 'a demo world of our own' : url}.`)

  const seen = await Promise.all(
    whos.map(async (who) => [who, await arrive(browser, url, who)] as const),
  )
  const browsers = new Map<Who, BrowserContext>(seen)
  const empty = await ask<{ id: string }>(url, browserOf('eve'), 'create', {
    name: 'Initech',
    slug: 'initech',
  })
  const invitations = await ask<{ id: string }[]>(url, browserOf('bob'), 'list-user-invitations')
  const { members } = await ask<{
    members: { id: string; organizationId: string; userId: string }[]
  }>(url, browserOf('ada'), 'list-members?organizationSlug=acme')
  const teams = await ask<{ id: string }[]>(
    url,
    browserOf('ada'),
    `list-teams?organizationId=${members[0]?.organizationId}`,
  )
  const projects = await (await browserOf('ada').request.get('/app/acme/projects')).text()
  const project = /href="\/app\/acme\/projects\/([\w-]+)"/.exec(projects)?.[1] ?? 'none'
  const letters = await (await browserOf('olive').request.get('/operator/letters')).text()
  const letter = /href="\/operator\/letters\/([\w-]+)"/.exec(letters)?.[1] ?? 'none'
  const visitor = await browser.newContext({ baseURL: url })

  function visits(route: string): Visit[] {
    const id = invitations[0]?.id ?? 'none'
    const member = members[0]?.id ?? 'none'
    const team = teams[0]?.id ?? 'none'
    const at = (org: string) =>
      fill(route, {
        org,
        team,
        project,
        id,
        page: 'privacy',
        role: 'admin',
        member,
        step: 'team',
        token: 'none',
        user: members[0]?.userId ?? 'none',
        organization: members[0]?.organizationId ?? 'none',
        letter,
      })
    return [
      ...whos.map((who) => ({ who, path: at(homes[who]), browser: browserOf(who) })),
      ...(route.includes('$org')
        ? [{ who: 'eve, with nothing there', path: at('initech'), browser: browserOf('eve') }]
        : []),
      { who: 'a visitor', path: at('acme'), browser: visitor },
    ]
  }

  async function close() {
    await ask(url, browserOf('eve'), 'delete', { organizationId: empty.id })
    await own?.stop()
  }

  function browserOf(who: Who): BrowserContext {
    const found = browsers.get(who)
    if (!found) throw new Error(`${who} has not arrived.`)
    return found
  }

  return { url, visits, close }
}

const whos: Who[] = ['ada', 'bob', 'cleo', 'eve', 'olive']

async function arrive(browser: Browser, url: string, who: Who): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url })
  const data = { email: people[who].email, password }
  const answer = await context.request.post('/api/auth/sign-in/email', {
    data,
    headers: { origin: url },
  })
  if (!answer.ok()) throw new Error(`${people[who].name} could not sign in: ${await answer.text()}`)
  return context
}

/** An act of somebody's, or without `data` a question. */
async function ask<Answer>(
  url: string,
  who: BrowserContext,
  act: string,
  data?: object,
): Promise<Answer> {
  const answer = await who.request.fetch(`${url}/api/auth/organization/${act}`, {
    method: data ? 'POST' : 'GET',
    headers: { origin: url },
    data,
  })
  if (!answer.ok())
    throw new Error(`${act} was answered with ${answer.status()}: ${await answer.text()}`)
  return answer.json()
}

/** Whether `npm run dev` answers there, and not some other program. */
async function isBench(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/dev`).catch(() => undefined)
  return answer?.ok ? (await answer.text()).includes('<title>Bench</title>') : false
}
