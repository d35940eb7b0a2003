import type { Params } from './params.ts'
import type { World } from './world.ts'

/** One request, as a handler sees it. */
export type Call = {
  world: World
  /** What stands in the address where the route says `:id`. */
  id: string
  /** The address without its parameters, as lists name themselves. */
  path: string
  params: Params
}

export type Route = {
  method: 'GET' | 'POST' | 'DELETE'
  path: `/v1/${string}`
  /** The parameters that may come, nested with dots; `*` stands for any name or number. `expand` may always come. */
  params: readonly string[]
  /** Does it and gives the object that is answered. @throws StripeFault what is answered instead */
  handler: (call: Call) => object | Promise<object>
}

/** The parameters of every list. */
export const paging = ['limit', 'starting_after', 'ending_before'] as const

/** The route of a request and what stands for its `:id`. A route without one is preferred: `/search` is no id. */
export function routeOf(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; id: string } | undefined {
  const parts = path.split('/')
  const found = routes.flatMap((route) => {
    const wanted = route.path.split('/')
    const fits =
      route.method === method &&
      wanted.length === parts.length &&
      wanted.every((part, at) => part === ':id' || part === parts[at])
    if (!fits) return []
    const at = wanted.indexOf(':id')
    return { route, id: at < 0 ? '' : decodeURIComponent(parts[at] ?? '') }
  })
  return found.find(({ id }) => id === '') ?? found[0]
}
