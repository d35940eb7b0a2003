import { Writable } from 'node:stream'

const words: Record<number, string> = { 40: 'warning', 50: 'error', 60: 'fatal' }

/** Turns log lines of JSON into lines a person reads in a terminal. */
export function readable(): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      const { level, time, err, ...event } = JSON.parse(String(chunk))
      const said = event.msg === 'request' && !words[level] ? answered(event) : told(level, event)
      process.stdout.write(`${String(time).slice(11, 19)} ${said}\n${troubles(err)}`)
      done()
    },
  })
}

type Answered = { method: string; path: string; status: number; ms: number }

const answered = ({ method, path, status, ms }: Answered) =>
  `${status} ${method.padEnd(4)} ${path}  ${ms} ms`

function told(level: number, { msg, requestId, ...rest }: Record<string, unknown>): string {
  const id = words[level] && requestId ? { requestId } : {}
  const details = Object.entries({ ...rest, ...id }).map(([key, value]) => `${key}=${value}`)
  return [[words[level], msg].filter(Boolean).join(' '), ...details].join('  ')
}

type Trouble = { type: string; message: string; stack: string; cause?: Trouble }

function troubles(err: Trouble | undefined): string {
  if (!err) return ''
  return `${err.type}: ${err.message}\n${err.stack}\n${err.cause ? `caused by ${troubles(err.cause)}` : ''}`
}
