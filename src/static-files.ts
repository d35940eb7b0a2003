import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { accepted } from './outgoing.ts'

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
}

const suffixes = { br: '.br', gzip: '.gz' } as const

/**
 * Answers GET and HEAD from a folder's files, held in memory: a new build in the folder does not mix with the
 * one being served. `name.br` and `name.gz` are the compressed forms of `name`. What lies under `/assets/` has a
 * hash in its name and is kept for ever; what is missing there is never a page.
 * @returns undefined where the folder has no say
 */
export function staticFiles(folder: string): (request: Request) => Response | undefined {
  const files = read(folder)
  return ({ method, headers, url }) => {
    const path = decoded(new URL(url).pathname)
    const isAsset = path.startsWith('/assets/')
    const file = method === 'GET' || method === 'HEAD' ? files.get(path) : undefined
    if (!file) return isAsset ? missing() : undefined
    const encoding = accepted(headers.get('accept-encoding'), file.encodings)
    const { bytes, etag } = files.get(encoding ? path + suffixes[encoding] : path) ?? file
    const about = new Headers({
      'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'public, max-age=600',
      'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
      'content-length': String(bytes.length),
      etag,
    })
    if (file.encodings.length > 0) about.set('vary', 'Accept-Encoding')
    if (encoding) about.set('content-encoding', encoding)
    if (!isKnown(headers.get('if-none-match'), etag)) return new Response(bytes, { headers: about })
    for (const name of ['content-type', 'content-length', 'content-encoding']) about.delete(name)
    return new Response(null, { status: 304, headers: about })
  }
}

function read(folder: string) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const known = new Set(paths)
  return new Map(
    paths.map((path) => {
      const bytes = readFileSync(path)
      const etag = `"${createHash('sha1').update(bytes).digest('base64url')}"`
      const encodings = (['br', 'gzip'] as const).filter((name) => known.has(path + suffixes[name]))
      return [path.slice(folder.length).replaceAll('\\', '/'), { bytes, etag, encodings }]
    }),
  )
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}

function missing(): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return new Response('There is no such file.', { status: 404, headers })
}
