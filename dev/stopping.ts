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
 * @param stopping what to tell the person who asked
 */
export async function runUntilStopped(
  start: (open: Open) => Promise<void>,
  stopping: string,
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
    if (code === 0) console.log(`\n  ${stopping}`)
    setTimeout(() => process.exit(1), patience).unref()
    for (const { name, part } of parts.reverse()) {
      const started = await part.catch(() => undefined)
      await started?.stop().catch((error: unknown) => {
        console.error(`  The ${name} did not stop cleanly: ${inWords(error)}`)
      })
    }
    process.exit(code)
  }

  const fail = (error: unknown) => {
    if (askedAt) return
    console.error(isSpoken(error) ? error.message : error)
    void stop(1)
  }

  process.on('SIGINT', () => {
    if (askedAt && Date.now() - askedAt > oneKeystroke) process.exit(1)
    void stop(0)
  })
  process.on('SIGTERM', () => void stop(0))
  process.on('SIGHUP', () => void stop(0))
  process.on('uncaughtException', fail)
  // A door that forgets to wait for its work is a mistake to read about, not the end of the day.
  process.on('unhandledRejection', (error) => askedAt || console.error(error))
  // A closed terminal takes the output with it; what follows must still be done.
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && void stop(0), 250).unref()

  await start(open).catch(fail)
}

/** Errors whose message was written for a person: they need no stack. */
function isSpoken(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'Error' || error.name === 'Misconfigured')
}

const inWords = (error: unknown) => (error instanceof Error ? error.message : String(error))
