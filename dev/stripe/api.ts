import { createHash, randomBytes } from 'node:crypto'
import { expanded } from './expansion.ts'
import { invalid, StripeFault } from './faults.ts'
import { decode, Params } from './params.ts'
import { type Route, routeOf } from './routes.ts'
import { nowIn, type World } from './world.ts'

/** The version of Stripe's API whose shapes everything here has. */
export const apiVersion = '2026-08-26.dahlia'

/** So many answers are kept for repeated requests; Stripe keeps them for a day. */
const answersKept = 1_000

export type Asked = {
  method: string
  url: URL
  header(name: string): string | null
  body: string
}

/** Answers a request under `/v1/` as Stripe does, refusals included. Every answer says the stand-in's time. */
export async function answerCall(
  world: World,
  routes: readonly Route[],
  secretKey: string,
  asked: Asked,
): Promise<Response> {
  try {
    authorize(asked, secretKey)
    return await onlyOnce(world, asked, () => perform(world, routes, asked))
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error
    return reply(world, asked, { status: error.status, body: JSON.stringify(error) })
  }
}

function authorize({ header }: Asked, secretKey: string): void {
  const given = header('authorization')?.match(/^Bearer (.+)$/)?.[1]
  if (given === secretKey) return
  const message = given
    ? `Invalid API Key provided: ${given.slice(0, 8)}****`
    : "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
  throw new StripeFault(401, { type: 'invalid_request_error', message })
}

type Answer = { status: number; body: string }

async function perform(world: World, routes: readonly Route[], asked: Asked): Promise<Answer> {
  const { method, url } = asked
  const version = asked.header('stripe-version')
  if (version && version !== apiVersion) {
    throw invalid(`The stand-in has the shapes of the API version ${apiVersion} only.`, {
      code: 'api_version_invalid',
    })
  }
  const found = routeOf(routes, method, url.pathname)
  if (!found) {
    throw new StripeFault(404, {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${method}: ${url.pathname}). The stand-in has only the calls that its app makes.`,
    })
  }
  const params = new Params(decode(method === 'POST' ? asked.body : url.search.slice(1)))
  params.refuseUnknown([...found.route.params, 'expand.*'])
  const answer = await found.route.handler({ world, id: found.id, path: url.pathname, params })
  return {
    status: 200,
    body: JSON.stringify(expanded(world, answer, params.texts('expand')), null, 2),
  }
}

/** A repeated request with the same key has the first one's answer; another request with it is refused. */
async function onlyOnce(world: World, asked: Asked, act: () => Promise<Answer>): Promise<Response> {
  const key = asked.method === 'POST' ? asked.header('idempotency-key') : null
  if (!key) return reply(world, asked, await act())
  const request = createHash('sha256').update(`${asked.url.pathname}\n${asked.body}`).digest('hex')
  const before = world.answered.get(key)
  if (before && before.request !== request) {
    throw new StripeFault(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    })
  }
  if (before) return reply(world, asked, before, { 'idempotent-replayed': 'true' })
  const answer = await act()
  world.answered.set(key, { request, ...answer })
  const [oldest] = world.answered.keys()
  if (world.answered.size > answersKept && oldest) world.answered.delete(oldest)
  return reply(world, asked, answer)
}

function reply(
  world: World,
  { header }: Asked,
  { status, body }: Answer,
  more: Record<string, string> = {},
): Response {
  const key = header('idempotency-key')
  return new Response(body, {
    status,
    headers: {
      'content-type': 'application/json',
      date: new Date(nowIn(world) * 1_000).toUTCString(),
      'request-id': `req_${randomBytes(7).toString('hex')}`,
      'stripe-version': apiVersion,
      ...(key && { 'idempotency-key': key }),
      ...more,
    },
  })
}
