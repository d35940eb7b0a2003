type Part = { stop: () => Promise<unknown> }

/** Starts a part of what runs. It is stopped when the end comes, even where that came during its start. */
export type Open = <T extends Part>(name: string, start: () => Promise<T>) => Promise<T>

const patience = 15_000

/** npm passes on a Ctrl-C that the terminal has sent to everybody already: within this time it is the same one. */
const oneKeystroke = 500

/**
 * Runs `start`, and stops all that it opened, last first, when this process is asked to end: by Ctrl-C, SIGTERM,
 * a closed terminal, the death of npm, or an error of its own. A second Ctrl-C ends at once; then, or when
 * something hangs for 15 seconds, PostgreSQL may stay behind, and the next start adopts it.
 * @param farewell what to tell the person who asked
 */
export function runUntilStopped(
  start: (open: Open) => Promise<void>,
  farewell: string,
): Promise<void> {
  return run(start, { farewell, stays: true })
}

/** Runs `work` likewise, and stops all that it opened as soon as it is done. */
export function runOnce(work: (open: Open) => Promise<void>): Promise<void> {
  return run(work, { farewell: 'Stopping.', stays: false })
}

async function run(
  start: (open: Open) => Promise<void>,
  { farewell, stays }: { farewell: string; stays: boolean },
): Promise<void> {
  const parts: { name: string; part: Promise<Part> }[] = []
  let askedAt = 0

  const open: Open = (name, begin) => {
    if (askedAt) throw new Error('Nothing more is started: the end has come.')
    const part = begin()
    parts.push({ name, part })
    return part
  }

  const stop = async (code: number) => {
    if (askedAt) return
    askedAt = Date.now()
    setTimeout(() => process.exit(1), patience).unref()
    for (const { name, part } of parts.reverse()) {
      const started = await part.catch(() => undefined)
      await started?.stop().catch((error: unknown) => {
        console.error(`  The ${name} did not stop cleanly: ${inWords(error)}`)
      })
    }
    process.exit(code)
  }

  const asked = () => {
    if (!askedAt) console.log(`\n  ${farewell}`)
    void stop(0)
  }

  const fail = (said: unknown) => {
    if (askedAt) return
    console.error(said)
    void stop(1)
  }

  process.on('SIGINT', () => {
    if (askedAt && Date.now() - askedAt > oneKeystroke) process.exit(1)
    asked()
  })
  process.on('SIGTERM', asked)
  process.on('SIGHUP', asked)
  process.on('uncaughtException', fail)
  // A door that forgets to wait for its work is a mistake to read about, not the end of the day.
  process.on('unhandledRejection', (error) => askedAt || console.error(error))
  // A closed terminal takes the output with it; what follows must still be done.
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && asked(), 250).unref()

  await start(open).then(
    () => {
      if (!stays) void stop(0)
    },
    (error) => fail(isSpoken(error) ? error.message : error),
  )
}

/** What refuses a start was written for a person, and needs no stack. */
function isSpoken(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'Error' || error.name === 'Misconfigured')
}

const inWords = (error: unknown) => (error instanceof Error ? error.message : String(error))
