import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The address of every page as the route tree knows it: `/app/$org/members`. Doors for programs are not pages. */
export function pageRoutes(): string[] {
  const tree = readFileSync(join(import.meta.dirname, '../src/routeTree.gen.ts'), 'utf8')
  const listed = tree.match(/^ {2}to:\n((?: {4}\| '.*'\n)+)/m)?.[1] ?? ''
  const routes = [...listed.matchAll(/'(.*)'/g)].map(([, route]) => route ?? '')
  if (routes.length === 0) throw new Error('src/routeTree.gen.ts lists no routes as it used to.')
  return routes.filter((route) => !route.startsWith('/api/')).sort()
}

/**
 * A page's address with its parameters filled in.
 * @throws with one sentence when nobody said what a parameter may be
 */
export function fill(route: string, params: Record<string, string>): string {
  return route.replace(/\$(\w*)/g, (_, name: string) => {
    const value = params[name]
    if (value) return encodeURIComponent(value)
    throw new Error(`${route} needs a value for $${name}: add one where the pages are visited.`)
  })
}
