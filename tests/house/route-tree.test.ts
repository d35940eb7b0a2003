import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Files, importsOf, read } from './sources'

const tree = 'src/routeTree.gen.ts'

/** Where the tree and the files in src/routes disagree. */
function astray(files: Files): string[] {
  const routes = Object.keys(files).filter((path) => path.startsWith('src/routes/'))
  const imported = importsOf(tree, files)
  const missing = routes.filter((route) => !imported.some(({ file }) => file === route))
  const stale = imported.filter(({ name, file }) => name.startsWith('./routes/') && !file)
  return [
    ...missing.map((route) => `${tree} lacks ${route}: run npm run build`),
    ...stale.map(({ name }) => `${tree} names ${name}, which is gone: run npm run build`),
  ]
}

/** Tests and builds write the tree anew, so what can be stale is the copy that git holds. */
function behind(changed: readonly string[]): string[] {
  const routesAreStaged = !changed.some((path) => path.startsWith('src/routes/'))
  return routesAreStaged && changed.includes(tree)
    ? [`${tree} is newer than git's: git add ${tree}`]
    : []
}

function git(...words: string[]): string[] {
  return execFileSync('git', words, { encoding: 'utf8' }).split('\n').filter(Boolean)
}

test('the route tree knows every route and no other', () => {
  expect(astray(read(['src/routes', 'src/router.tsx', 'src/start.ts', tree]))).toEqual([])
})

test.runIf(existsSync('.git'))('the route tree is in git, as new as the routes there', () => {
  const folder = ['--', 'src/routes', tree]
  const changed = git('ls-files', '--modified', '--others', '--exclude-standard', ...folder)
  expect(git('ls-files', '--', tree)).toEqual([tree])
  expect(behind(changed)).toEqual([])
})

test('the laws see a route that is missing, one that is gone, and a tree that was not added', () => {
  const files = { 'src/routes/new.tsx': '', [tree]: "import { Route } from './routes/old'" }
  expect(astray(files)).toEqual([
    `${tree} lacks src/routes/new.tsx: run npm run build`,
    `${tree} names ./routes/old, which is gone: run npm run build`,
  ])
  expect(behind([tree])).toHaveLength(1)
  expect(behind([tree, 'src/routes/new.tsx'])).toEqual([])
})
