import { auth } from '~/auth/auth.server'
import { grantsOf, may } from '~/auth/permissions'
import type { Actor } from './actors'
import { fromAuth, type Said } from './answers'
import type { Cell } from './cells'
import { headersOf, type Plan } from './doors'
import { type Input, inputsFor } from './endpoint-input'
import { type Difference, type Special, special, unproven } from './endpoints-known'
import { type Ids, missing, slotsReadBy } from './ids'
import { waysInto } from './ways'
import type { World } from './world'

type Endpoint = { path: string; method: string; body: unknown; query: unknown }

/** Every endpoint that better-auth answers over the wire. */
export function endpointsOf(api: object): Endpoint[] {
  return Object.values(api).flatMap((each) => {
    const endpoint = Object(each)
    const { path, options = {} } = endpoint
    if (typeof path !== 'string' || options.metadata?.SERVER_ONLY) return []
    const methods: unknown[] = [options.method].flat()
    const method = methods.includes('POST') ? 'POST' : 'GET'
    return [{ path, method, body: options.body, query: options.query }]
  })
}

/** Attacks on better-auth's endpoints that take an id. Answers may differ where it is written down why. */
export function planEndpoints(
  world: World,
  seed: number,
): Plan & { endpoints: number; differences: Difference[] } {
  const differences: Difference[] = []
  const note = (difference: Difference) => differences.push(difference)
  const plan: Plan = { cells: [], controls: [], complaints: [], exemptions: new Map() }
  let endpoints = 0
  for (const endpoint of endpointsOf(auth.api)) {
    const { path, method } = endpoint
    const own = special[path] ?? {}
    const given = inputsFor(method === 'GET' ? endpoint.query : endpoint.body, own)
    for (const name of given.unknown) {
      const detail = `The field "${name}" of ${path} is not known: say in tests/matrix/endpoint-input.ts what it names.`
      plan.complaints.push({ target: path, what: 'unknown', detail })
    }
    const calls = given.inputs
      .map((input) => callOf(endpoint, input, own.param))
      .filter((call) => own.operates || slotsReadBy(world.acme, call).length > 0)
    if (path.startsWith('/organization/')) plan.cells.push(namingNothing(world, endpoint))
    if (calls.length === 0) continue
    endpoints += 1
    const by = own.by ?? (path.startsWith('/admin/') ? 'operator' : 'owner')
    for (const [at, call] of calls.entries()) {
      const name = calls.length > 1 ? `${path} (${at + 1})` : path
      const ask = (actor: Actor) => (ids: Ids) => {
        const { address, ...rest } = call(ids)
        return fromAuth(address, { ...rest, headers: headersOf(world, actor) })
      }
      const cells = cellsOf(world, name, call, ask, seed, own, note)
      plan.cells.push(...cells.filter(({ actor }) => actor !== by))
      if (!unproven[path] && !unproven[name]) {
        plan.controls.push({
          target: name,
          actor: by,
          ask: () => ask(by)(own.wantsNew ? missing(world.acme, seed) : world.acme),
        })
      }
    }
  }
  return { ...plan, endpoints, differences }
}

/** The removed member leaves it to the session, which still names the organization. */
function namingNothing(world: World, { path, method }: Endpoint): Cell {
  const headers = headersOf(world, 'removed')
  const ask = () => fromAuth(path, { headers, ...(method === 'POST' ? { body: {} } : {}) })
  const ids = { foreign: world.acme, missing: world.acme, sent: [] }
  return { target: path, actor: 'removed', way: 'naming nothing', ask, ...ids, refused: false }
}

type Call = (ids: Ids) => { address: string; body?: object; query?: Record<string, string> }

function callOf({ path, method }: Endpoint, input: Input, param: keyof Ids = 'session'): Call {
  return (ids) => {
    const address = path.replace(/:\w+/, () => encodeURIComponent(ids[param]))
    const given = input(ids)
    if (method === 'POST') return { address, body: given }
    const query = Object.entries(given).map(([name, value]) => [name, String(value)])
    return { address, query: Object.fromEntries(query) }
  }
}

/** What a plain member is not told: who was invited, by which link, from which domain, and what was done. */
const everyMembers = ['organization', 'member', 'user', 'team', 'team_member', 'organization_role']

function cellsOf(
  world: World,
  target: string,
  call: Call,
  ask: (actor: Actor) => Cell['ask'],
  seed: number,
  own: Special,
  note: (difference: Difference) => void,
): Cell[] {
  const always = (actor: Actor, way: string) => ({
    differs: (one: Said, other: Said) =>
      note({ path: target, actor, way, answers: `${code(one)} / ${code(other)}` }),
  })
  const sent = slotsReadBy(world.acme, call)
  const ways = waysInto(world, { target, sent, ask, seed, always })
  if (own.operates) {
    return waysInto(world, { target, sent, ask, seed }).beneath(own.operates)
  }
  const { needs, everyMember } = own
  const forMembers = !needs || may(grantsOf('member'), needs)
  const inside = [
    ...(needs
      ? ways.powerless(needs)
      : [ways.atHome('bare', { mayKnow: ['organization', 'member'] })]),
    ...(forMembers ? [ways.atHome('member', { mayKnow: everyMembers })] : []),
  ]
  return [...ways.outside(), ...(everyMember ? [] : inside), ...ways.nested()]
}

/** An answer in short: its status, and what better-auth calls it. */
function code({ status, learned }: Said): string {
  const word = /"code":"(\w+)"/.exec(learned) ?? /"message":"([^"]*)"/.exec(learned)
  return `${status} ${word?.[1] ?? ''}`.trim()
}
