import { $ZodType, safeParse } from 'zod/v4/core'
import type { getRouter } from '~/router'
import type { Actor } from './actors'
import { fromPage } from './answers'
import { edge } from './calls'
import type { Cell } from './cells'
import { headersOf, type Plan } from './doors'
import { type Ids, type Slot, slotsReadBy } from './ids'
import { waysInto } from './ways'
import type { World } from './world'

/** What a part of an address or a search word names; a word of its own names nothing of anybody's. */
type Naming = (at: Ids) => string

/** By the parameter's name, or by the route's path and the name where that is not enough. */
const params: Record<string, Naming> = {
  org: (at) => at.slug,
  project: (at) => at.project,
  team: (at) => at.team,
  member: (at) => at.member,
  role: (at) => at.role,
  '/invitation/$id id': (at) => at.invitation,
  '/join/$token token': (at) => at.joinLink,
  page: () => 'privacy',
  step: () => 'team',
  user: (at) => at.user,
  organization: (at) => at.organization,
  '/operator/letters/$letter letter': (at) => at.project,
}

/** What opens a page that wants more than an id. */
const secrets: Record<string, Naming> = {
  '/join/$token token': (at) => at.joinToken,
}

/** What stands behind the question mark, in the same way; nothing where it is left out. */
const searches: Record<string, Naming> = {
  team: (at) => at.team,
  role: (at) => at.roleName,
  '/app/$org/members page': (at) => edge('after', 'joined', '0', at.member),
  '/app/$org/teams after': (at) => at.emptyTeam,
  '/app/$org/teams/$team after': (at) => at.owner,
  // An invoice of Stripe's, who is not there: tests/billing/page-money.test.ts.
  '/app/$org/billing after': () => '',
  plan: () => 'team',
  interval: () => 'month',
  from: () => 'checkout',
  '/app/$org/projects page': (at) => edge('after', 'newest', Date.UTC(2100), at.project),
  before: () => '',
  '/app/$org/audit person': (at) => at.user,
  '/app/$org/audit page': () => 'older-1',
  '/app/$org/audit from': () => '',
  '/app/$org/audit to': () => '2100-01-01',
  noun: () => '',
  action: () => '',
  out: () => '',
  q: () => 'a',
  words: () => 'a',
  sort: () => '',
  state: () => '',
  mine: () => '',
  new: () => 'true',
  invite: () => 'true',
  // Of the pages at the door: where to go on, and what the letter's link brought back.
  redirect: () => '/app',
  // The organization that somebody was led away from: read by a door of its own, which is attacked by itself.
  asked: () => 'none',
  add: () => 'true',
  way: () => 'code',
  email: () => 'new@matrix.test',
  token: () => 'none',
  error: () => 'INVALID_TOKEN',
}

/** Pages whose success wants what is not here. */
const unopened: Record<string, string> = {
  '/operator/letters/$letter': 'no letter is kept: tests/e2e/long/letters.test.ts',
}

/** Addresses that show what they show to whoever has them. */
const exempt: Record<string, string> = {
  '/invitation/$id': 'the id stands in the letter only: whoever holds it may read the invitation',
}

/** Handlers of the server that are no pages. */
const handlers: Record<string, { why: string } | { path(ids: Ids): string }> = {
  '/api/auth/$': { why: 'attacked endpoint by endpoint' },
  '/api/stripe/webhook': { why: 'opened by a signature only: tests/billing/webhook.test.ts' },
  '/api/health': { path: () => '/api/health' },
  '/api/audit/$org': { path: (at) => `/api/audit/${at.slug}?format=csv` },
  '/api/operator/audit': { path: () => '/api/operator/audit?format=jsonl' },
  '/api/files/$': { path: (at) => `/api/files/${at.organization}/${at.file}.png` },
}

type Router = ReturnType<typeof getRouter>

/** Every address that answers with something it looked up. */
export function planPages(
  world: World,
  router: Router,
  seed: number,
): Plan & { pages: number; handlers: number } {
  const plan: Plan = { cells: [], controls: [], complaints: [], exemptions: new Map() }
  const seen = { pages: 0, handlers: 0 }
  for (const [path, { loads, serves, search }] of addressesOf(router)) {
    if (!loads && !serves) continue
    const handler = handlers[path]
    if (serves && !handler) {
      const detail = `The handler of ${path} has no line in tests/matrix/pages.ts: say what its address names.`
      plan.complaints.push({ target: path, what: 'unknown', detail })
      continue
    }
    seen[serves ? 'handlers' : 'pages'] += 1
    if (handler && 'why' in handler) continue
    const { address, opening, unknown } = handler
      ? { address: handler.path, opening: handler.path, unknown: [] }
      : addressOf(path, search)
    for (const name of unknown) {
      const detail = `The parameter "${name}" of ${path} has no line in tests/matrix/pages.ts: say what it names.`
      plan.complaints.push({ target: path, what: 'unknown', detail })
    }
    if (unknown.length > 0) continue
    const ask = (actor: Actor) => (ids: Ids) => fromPage(address(ids), headersOf(world, actor))
    if (exempt[path]) plan.exemptions.set(path, exempt[path])
    const sent = slotsReadBy(world.acme, address)
    plan.cells.push(...cellsOf(world, path, sent, ask, seed))
    const by = isConsole(path) ? 'operator' : 'owner'
    if ((sent.length > 0 || isConsole(path)) && !unopened[path]) {
      const open = () => fromPage(opening(world.acme), headersOf(world, by))
      plan.controls.push({ target: path, actor: by, ask: open })
    }
  }
  return { ...plan, ...seen }
}

/** Pages of those who run the product. */
const isConsole = (path: string) => /^(\/api)?\/operator(\/|$)/.test(path)

/** The pages people can open; what stands around them loads with them. */
function addressesOf(router: Router) {
  const found = new Map<string, { loads: boolean; serves: boolean; search: Set<string> }>()
  for (const leaf of Object.values(router.routesById)) {
    if (Object.keys(leaf.children ?? {}).length > 0) continue
    const page = { loads: false, serves: false, search: new Set<string>() }
    for (const { options } of [leaf, ...around(leaf)]) {
      page.loads ||= Boolean(options.loader ?? options.beforeLoad)
      page.serves ||= Boolean('server' in options && options.server)
      for (const name of searchWords(options.validateSearch)) page.search.add(name)
    }
    found.set(leaf.fullPath.replace(/(.)\/$/, '$1'), page)
  }
  return found
}

type AnyRoute = Router['routesById'][keyof Router['routesById']]

function around(leaf: AnyRoute): AnyRoute[] {
  const parent: AnyRoute | undefined = leaf.parentRoute
  return parent ? [parent, ...around(parent)] : []
}

/** The words that a page's search is read for: whatever reads them is watched. */
function searchWords(reader: unknown): string[] {
  const names = new Set<string>()
  const watched = new Proxy(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'string') names.add(name)
        return undefined
      },
    },
  )
  if (typeof reader === 'function') reader(watched)
  else if (reader instanceof $ZodType) safeParse(reader, watched)
  return [...names]
}

/** The address with every parameter and search word filled in, and the names of those that nobody has explained. */
function addressOf(path: string, search: ReadonlySet<string>) {
  const named = [...path.matchAll(/\$(\w+)/g)].map(([, name = '']) => name)
  const param = (name: string) => params[`${path} ${name}`] ?? params[name]
  // What narrows a list of the console names nothing of its own.
  const word = (name: string) =>
    searches[`${path} ${name}`] ?? (isConsole(path) ? () => '' : searches[name])
  const unknown = [
    ...named.filter((name) => !param(name)),
    ...[...search].filter((name) => !word(name)),
  ]
  const address = (ids: Ids, known: (name: string) => Naming | undefined = param) => {
    const filled = path.replace(/\$(\w+)/g, (_, name) =>
      encodeURIComponent(known(name)?.(ids) ?? ''),
    )
    const words = [...search].map((name): [string, string] => [name, word(name)?.(ids) ?? ''])
    const said = words.filter(([, each]) => each !== '')
    return said.length > 0 ? `${filled}?${new URLSearchParams(said)}` : filled
  }
  const opening = (ids: Ids) => address(ids, (name) => secrets[`${path} ${name}`] ?? param(name))
  return { address: (ids: Ids) => address(ids), opening, unknown }
}

/** What the letter told them already. */
const ofInvited = ['organization', 'invitation', 'user', 'team']

/** What every member knows, and what only those know who may invite or make roles. */
const everyMembers = [
  'organization',
  'member',
  'user',
  'team',
  'team_member',
  'project',
  'project of everybody',
  'organization_role',
]

function cellsOf(
  world: World,
  target: string,
  sent: Slot[],
  ask: (actor: Actor) => Cell['ask'],
  seed: number,
): Cell[] {
  const open = { differs: () => {}, mayKnow: [...world.words.keys()] }
  const always = () => (exempt[target] ? open : {})
  const ways = waysInto(world, { target, sent, ask, seed, always })
  if (isConsole(target)) return ways.beneath({})
  if (sent.includes('organization')) return [...ways.outside({ refused: true }), ...ways.nested()]
  if (!sent.includes('slug')) {
    return ways
      .outside()
      .map((cell) => (cell.actor === 'invited' ? { mayKnow: ofInvited, ...cell } : cell))
  }
  return [
    ...ways.outside({ refused: true }),
    ways.atHome('bare', { mayKnow: ['organization', 'member'] }),
    // To a member it is no secret which of these there are.
    ways.atHome('member', { mayKnow: everyMembers, differs: () => {} }),
    ...ways.nested(),
    ...ways.besideTheTeam(true),
  ]
}
