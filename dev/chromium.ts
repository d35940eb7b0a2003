import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium, type LaunchOptions, type Page } from 'playwright-core'

/**
 * Starts a browser: the one `CHROMIUM_PATH` names, or the machine's own, or (on Linux) the one that comes with
 * the development dependencies, unpacked once into `.data/`.
 * @param say is told which browser it is
 * @throws with one sentence where there is none
 */
export async function launchBrowser(say: (line: string) => void = () => {}): Promise<Browser> {
  const found = findOnMachine() ?? (await unpack())
  const browser = await chromium.launch({ ...found, headless: true, args })
  say(`Browser: ${found.executablePath} (${browser.version()})`)
  return browser
}

/** Waits until React has taken over every control of a page that came from the server; some have nothing to take. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    if (!document.querySelector('script[type=module]')) return true
    const controls = [...document.querySelectorAll('h1, a, button, input')]
    const isReacts = (element: Element) =>
      Object.keys(element).some((key) => key.startsWith('__reactProps'))
    return controls.length > 0 && controls.every(isReacts)
  })
}

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

type Found = Pick<LaunchOptions, 'env'> & { executablePath: string }

function findOnMachine(): Found | undefined {
  const asked = process.env.CHROMIUM_PATH
  if (asked && !existsSync(asked)) throw new Error(`CHROMIUM_PATH names no file: ${asked}`)
  const executablePath = asked || usualPlaces().find((path) => existsSync(path))
  return executablePath ? { executablePath } : undefined
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (process.platform === 'win32') {
    const roots = [
      process.env.PROGRAMFILES,
      process.env['PROGRAMFILES(X86)'],
      process.env.LOCALAPPDATA,
    ]
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ]
    return roots.flatMap((root) => (root ? programs.map((program) => join(root, program)) : []))
  }
  // First the one without a window: it starts sooner and paints less.
  return [
    'chromium-headless-shell',
    'chromium',
    'google-chrome',
    'google-chrome-stable',
    'chromium-browser',
  ].map((name) => `/usr/bin/${name}`)
}

/** Unpacked under another name and renamed whole: two runs at once never start half a browser. */
async function unpack(): Promise<Found> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No browser was found. Install Chrome or Chromium, or name one in CHROMIUM_PATH.',
    )
  }
  const folder = resolve('.data', `chromium-${version()}`)
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true })
    const draft = mkdtempSync(`${folder}.new-`)
    // In a process of its own: on import the package changes where the process finds its libraries. The
    // variable makes it unpack its own copies of those, for machines that have none.
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpacking], {
      env: { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
    })
    writeFileSync(join(draft, 'fonts.conf'), fontsIn(folder))
    try {
      renameSync(draft, folder)
    } catch (error) {
      rmSync(draft, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  }
}

const unpacking = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`

function version(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const manifest: unknown = JSON.parse(
    readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8'),
  )
  const named = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return named ? String(manifest.version) : 'unknown'
}

function fontsIn(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
}
