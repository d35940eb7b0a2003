import { Writable } from 'node:stream'

const words: Record<number, string> = { 40: 'warning', 50: 'error', 60: 'fatal' }

/** Turns log lines of JSON into lines a person reads in a terminal. */
export function readable(): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      const { level, time, msg, err, requestId, ...rest } = JSON.parse(String(chunk))
      const id = words[level] && requestId ? { requestId } : {}
      const details = Object.entries({ ...rest, ...id }).map(([key, value]) => `${key}=${value}`)
      const head = [String(time).slice(11, 19), words[level], msg].filter(Boolean).join(' ')
      process.stdout.write(`${[head, ...details].join('  ')}\n${troubles(err)}`)
      done()
    },
  })
}

type Trouble = { type: string; message: string; stack: string; cause?: Trouble }

function troubles(err: Trouble | undefined): string {
  if (!err) return ''
  return `${err.type}: ${err.message}\n${err.stack}\n${err.cause ? `caused by ${troubles(err.cause)}` : ''}`
}
