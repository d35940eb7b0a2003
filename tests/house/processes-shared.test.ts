import { expect, test } from 'vitest'
import { type Files, read } from './sources'

/** Each of these files has a process to itself. */
const alone = /^tests\/(dev|prove)\/|^tests\/support\/(setup|global|journey-setup)\.ts$/

const replaces = /\bvi\.(mock|doMock)\(/
const environment =
  /\bvi\.stubEnv\(|\bprocess\.env(\.\w+|\[[^\]]*\])\s*\??\??=[^=]|\bassign\(\s*process\.env\b/
const onlyOnce = /^(export )?((const|let) [^=\n]+ = )?await |^\(?(before|after)(All|Each)\(/m

/**
 * Test files share a process and what it has loaded. Who needs something special loads everything anew, and the next
 * file does so by itself; what stands at the top of a module that several import happens once for all of them.
 */
function leavesTraces(files: Files): string[] {
  return Object.entries(files).flatMap(([path, text]) => {
    if (alone.test(path)) return []
    if (replaces.test(text)) return `${path} replaces a module for whoever comes after it`
    if (/\bvi\.resetModules\(/.test(text)) return []
    if (environment.test(text)) {
      return `${path} changes the environment of what is loaded already: vi.resetModules() first`
    }
    const isShared = !/\.test\.tsx?$/.test(path)
    if (isShared && onlyOnce.test(text)) {
      return `${path} does at its top what only the first file that imports it will see: make it a function`
    }
    return []
  })
}

test('no test file depends on which others ran before it in its process', () => {
  expect(leavesTraces(read(['tests']))).toEqual([])
})

test('the law sees a replaced module, a changed environment, and what happens only once', () => {
  const stub = 'vi.stubEnv'
  const env = 'process.env'
  const planted = {
    'tests/auth/a.test.ts': `${'vi.mock'}('~/db/client')`,
    'tests/auth/b.test.ts': `${stub}('NODE_ENV', 'production')`,
    'tests/auth/c.test.ts': `${env}.NODE_ENV = 'production'`,
    'tests/auth/d.ts': `Object.assign(${env}, { NODE_ENV: 'production' })`,
    'tests/auth/e.ts': `export const ada = await arrive('ada')`,
    'tests/auth/f.ts': `${'afterAll'}(() => stop())`,
    'tests/auth/g.test.ts': `vi.resetModules()\n${stub}('NODE_ENV', 'production')`,
    'tests/auth/h.test.ts': `const ada = await arrive('ada')\n${'afterAll'}(stop)`,
    'tests/prove/i.test.ts': `${stub}('NODE_ENV', 'production')`,
  }
  expect(
    leavesTraces(planted)
      .map((complaint) => complaint.slice(11, 12))
      .join(''),
  ).toBe('abcdef')
})
