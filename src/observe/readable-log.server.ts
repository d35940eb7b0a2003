import { Writable } from 'node:stream'

const words: Record<number, string> = { 40: 'warning', 50: 'error', 60: 'fatal' }

/** Turns log lines of JSON into lines a person reads in a terminal. */
export function readable(): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      const { level, time, msg, err, ...rest } = JSON.parse(String(chunk))
      const details = Object.entries(rest).map(([key, value]) => `${key}=${String(value)}`)
      const head = [String(time).slice(11, 19), words[level], msg].filter(Boolean).join(' ')
      process.stdout.write(`${[head, ...details].join('  ')}\n`)
      if (err?.stack) process.stdout.write(`${err.stack}\n`)
      done()
    },
  })
}
