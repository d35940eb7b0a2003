import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** A part of what Start's manifest of the build tells: which files a route's page asks for. */
type Manifest = { routes: Record<string, { children?: string[]; preloads?: string[] }> }

const dist = resolve(import.meta.dirname, '../dist')
const compressible = new Set(
  '.css .html .ico .js .json .svg .txt .webmanifest .woff .xml'.split(' '),
)

// The last step of `npm run build`: what browsers ask for is compressed once, as well as it can be.
const sizes = await compressAll(join(dist, 'client'))
const manifest = await readManifest(join(dist, 'server/assets'))
say('every page', scriptsOf(manifest, '__root__'))
say('the landing page', scriptsOf(manifest, '/'))
say('the signed-in shell', scriptsOf(manifest, '/app/$org/'))

/** Writes `name.br` and `name.gz` beside each file that gains by it; returns the size of each `.gz` by its URL. */
async function compressAll(folder: string): Promise<Map<string, number>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && compressible.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
  const urls = files.map((file) => file.slice(folder.length).replaceAll('\\', '/'))
  const gzipped = await Promise.all(files.map(compress))
  return new Map(urls.map((url, at) => [url, gzipped[at] ?? 0]))
}

async function compress(file: string): Promise<number> {
  const bytes = await readFile(file)
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  }
  const gz = await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION })
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }))
  await writeFile(`${file}.gz`, gz)
  return gz.length
}

async function readManifest(folder: string): Promise<Manifest> {
  const name = readdirSync(folder).find((file) => file.startsWith('_tanstack-start-manifest'))
  if (!name) throw new Error(`Start's manifest is not in ${folder}: has vite build run?`)
  const { tsrStartManifest }: { tsrStartManifest: () => Manifest } = await import(
    join(folder, name)
  )
  return tsrStartManifest()
}

/** The scripts a first visit to this route loads: its own and those of the routes around it. */
function scriptsOf({ routes }: Manifest, route: string): Set<string> {
  const scripts = new Set(routes[route]?.preloads)
  if (!routes[route]) throw new Error(`There is no route ${route} to measure.`)
  const around = Object.keys(routes).find((id) => routes[id]?.children?.includes(route))
  return around ? new Set([...scriptsOf({ routes }, around), ...scripts]) : scripts
}

function say(what: string, scripts: Set<string>) {
  const bytes = [...scripts].reduce((sum, url) => sum + (sizes.get(url) ?? 0), 0)
  console.log(`JavaScript of ${what}: ${(bytes / 1000).toFixed(1)} kB gzip, ${scripts.size} files`)
}
