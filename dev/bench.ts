import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { lookAround, type Surroundings } from './bench-facts.ts'
import { type BenchLook, benchPage, troublePage } from './bench-page.ts'
import { password, people } from './people.ts'
import { withClient } from './postgres-wire.ts'
import { moments } from './stripe/moments.ts'

export type BenchTools = Surroundings & {
  /** Back to the demo world as it was at first. */
  reset: () => Promise<void>
  look: BenchLook
}

type Desk = (request: IncomingMessage, response: ServerResponse) => void

/**
 * The bench at `/dev`: sign in as anybody in one click, the last letters, the queue, a reset. Whoever mounts it takes
 * `/dev` off the address first.
 */
export function benchDesk(tools: BenchTools): Desk {
  const acts = actsOf(tools)
  return (request, response) => {
    answer(tools, acts, request, response).catch((error: unknown) => {
      const sentence = error instanceof Error ? error.message : String(error)
      send(response, 500, troublePage(sentence, tools.look))
    })
  }
}

/** The bench for developers: part of the development server and of nothing else, so no build can contain it. */
export function bench(tools: BenchTools): Plugin {
  return {
    name: 'atrium:bench',
    configureServer({ middlewares }) {
      middlewares.use('/dev', benchDesk(tools))
    },
  }
}

type Acts = ReturnType<typeof actsOf>

async function answer(
  tools: BenchTools,
  acts: Acts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', tools.address)
  const cookie = request.headers.cookie ?? ''
  if (request.method === 'GET' && pathname === '/') {
    const facts = await lookAround(tools, cookie)
    return send(response, 200, benchPage({ ...facts, news: searchParams.get('news') }, tools.look))
  }
  const trouble = (status: number, sentence: string) =>
    send(response, status, troublePage(sentence, tools.look))
  if (request.method !== 'POST') return trouble(404, 'There is nothing here.')
  if (request.headers['sec-fetch-site'] !== 'same-origin') {
    return trouble(403, 'The bench is used from its own page.')
  }
  const act = Object.hasOwn(acts, pathname) ? acts[pathname] : undefined
  if (!act) return trouble(404, 'Nobody of that name lives here.')
  const browser = request.headers['user-agent'] ?? ''
  const { location, cookies } = await act({ cookie, browser })
  response.writeHead(303, { location, 'set-cookie': cookies }).end()
}

type Visitor = { cookie: string; browser: string }
type Done = { location: string; cookies: string[] }

/** What can be done at the bench, by its path. */
function actsOf(tools: BenchTools): Record<string, (visitor: Visitor) => Promise<Done>> {
  let resetting: Promise<void> | undefined
  const reset = () => {
    resetting ??= tools.reset().finally(() => {
      resetting = undefined
    })
    return resetting
  }
  const signIns = Object.entries(people).map(
    ([who, { name, email }]) =>
      [
        `/sign-in/${who}`,
        async (visitor: Visitor) => {
          await resetting
          await signOut(tools, visitor.cookie)
          return signIn(tools, { name, email }, visitor)
        },
      ] as const,
  )
  return {
    ...Object.fromEntries(signIns),
    ...Object.fromEntries(
      clockHands.map((name) => [`/clock/${name}`, () => turnClock(tools, name)]),
    ),
    '/sign-out': async ({ cookie }) => {
      await signOut(tools, cookie)
      return { location: '/dev', cookies: forgotten(cookie) }
    },
    '/reset': async ({ cookie }) => {
      await reset()
      return { location: '/dev?news=reset', cookies: forgotten(cookie) }
    },
  }
}

const clockHands = ['day', 'trial_end', 'renewal', 'year'] as const

/** Moves the bill's clock: whatever is due until then happens, and the app hears of it. */
async function turnClock({ stripe }: BenchTools, hand: (typeof clockHands)[number]): Promise<Done> {
  const moment = stripe && moments(stripe.world).find(({ name }) => name === hand)
  if (moment) await stripe.clock.advance(new Date(moment.at * 1_000))
  return { location: '/dev?news=clock', cookies: [] }
}

/** By the same door as everybody, with the demo's password; but as often as one likes. */
async function signIn(
  tools: BenchTools,
  { name, email }: { name: string; email: string },
  { cookie, browser }: Visitor,
): Promise<Done> {
  await withClient(tools.database.ownerUrl, (owner) => owner.query('delete from rate_limit'))
  const body = { email, password }
  const answer = await callAuth(tools, 'sign-in/email', { cookie: known(cookie), browser, body })
  if (answer.ok) {
    const { twoFactorRedirect }: { twoFactorRedirect?: boolean } = await answer.json()
    const location = twoFactorRedirect ? '/two-factor' : '/app'
    return { location, cookies: answer.headers.getSetCookie() }
  }
  if (answer.status >= 500) {
    throw new Error(`The app answered ${answer.status}. What broke is written in the terminal.`)
  }
  const { message = `It answered ${answer.status}.` }: { message?: string } = await answer.json()
  throw new Error(
    `The app did not let ${name} in: ${message} If the account has changed, a reset makes it as it was.`,
  )
}

/** Ends the session that is replaced; where the app is broken, it is only forgotten. */
async function signOut(tools: BenchTools, cookie: string): Promise<void> {
  if (forgotten(cookie).length === 0) return
  await callAuth(tools, 'sign-out', { cookie, body: {} }).catch(() => undefined)
}

function callAuth(
  { address, origin }: BenchTools,
  path: string,
  { cookie = '', browser = '', body }: Partial<Visitor> & { body: object },
): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': browser,
    origin,
    cookie,
  }
  return fetch(`${address}/api/auth/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
}

const ours = /^(__Secure-)?better-auth\./
const deviceCookie = /^(__Secure-)?better-auth\.device$/

/** What tells one browser from another: without it every click would be a new one, and worth a letter. */
function known(cookie: string): string {
  const pairs = cookie.split(';').map((pair) => pair.trim())
  return pairs.filter((pair) => deviceCookie.test(pair.split('=')[0] ?? '')).join('; ')
}

/** Makes the browser forget who it was. */
function forgotten(cookie: string): string[] {
  const names = cookie.split(';').map((pair) => pair.split('=')[0]?.trim() ?? '')
  return names
    .filter((name) => ours.test(name) && !deviceCookie.test(name))
    .map((name) => `${name}=; Path=/; Max-Age=0${name.startsWith('__Secure-') ? '; Secure' : ''}`)
}

function send(response: ServerResponse, status: number, html: string): void {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
  }
  response.writeHead(status, headers).end(html)
}
