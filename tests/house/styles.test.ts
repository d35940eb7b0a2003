import { expect, test } from 'vitest'
import { type Files, lineOf, read, withoutComments } from './sources'

/** Style attributes that never reach HTML, each with its reason. */
const allowed: Record<string, string> = {
  'src/ui/menu.tsx': 'takes away the style that Base UI would set',
}

function styleAttributes(files: Files): string[] {
  return Object.entries(files)
    .filter(([path]) => path.endsWith('.tsx') && !(path in allowed))
    .flatMap(([path, text]) =>
      [...withoutComments(text).matchAll(/\sstyle=|\bstyle:\s*\{/g)].map(
        ({ index }) =>
          `${path}:${lineOf(text, index + 1)} sets a style attribute, which the content security policy blocks: use a class`,
      ),
    )
}

test('no screen sets a style attribute, which the browser would refuse', () => {
  expect(styleAttributes(read(['src']))).toEqual([])
})

test('the one written exception sets nothing', () => {
  for (const path of Object.keys(allowed)) {
    const found = read([path])[path]?.match(/\sstyle=\{\{[^}]*\}\}/g) ?? []
    expect(found, `${path} needs no exception any more: strike it out`).not.toEqual([])
    for (const style of found) expect(style).toMatch(/^\sstyle=\{\{ \w+: undefined \}\}$/)
  }
})

test('the law sees a style attribute', () => {
  expect(styleAttributes({ 'src/ui/bar.tsx': '<p\n  style={{ width }}\n/>' })).toEqual([
    'src/ui/bar.tsx:2 sets a style attribute, which the content security policy blocks: use a class',
  ])
})
