import { z } from 'zod/mini'
import { Refusal } from '~/refusal'
import type { Line } from './lines.server'
import { actInWords, sentenceOf } from './sentences'

export const formats = ['csv', 'jsonl'] as const
type Format = (typeof formats)[number]

/** Lines read at once. No more are ever held, however long the log is. */
const piece = 1_000

/** Reads so many lines that are older than the one of this number, the newest first; null begins. */
export type Read = (from: { before: number | null; size: number }) => Promise<Line[]>

const types: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/x-ndjson; charset=utf-8',
}

/**
 * What a request for an export is answered: the file, or the sentence of a refusal with its status. The next piece is
 * read when the client has taken the one before; whoever leaves is read nothing more.
 * @param request says in `format` which kind of file
 * @param allow finds out who asks and whose log it is, or refuses; it is asked first
 */
export async function answerExport(
  request: Request,
  allow: (asked: Record<string, string>) => Promise<{ name: string; read: Read }>,
): Promise<Response> {
  try {
    const { format, ...asked } = Object.fromEntries(new URL(request.url).searchParams)
    const { name, read } = await allow(asked)
    const { data: known } = z.enum(formats).safeParse(format)
    if (!known) throw new Refusal('invalid', 'Which format: csv or jsonl?')
    const today = new Date().toISOString().slice(0, 10)
    return new Response(streamed(known, read), {
      headers: {
        'content-type': types[known],
        'content-disposition': `attachment; filename="${name}-audit-${today}.${known}"`,
      },
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const headers = { 'content-type': 'text/plain; charset=utf-8' }
    return new Response(error.sentence, { status: error.status, headers })
  }
}

function streamed(format: Format, read: Read): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const write = format === 'csv' ? csvOf : jsonOf
  let before: number | null = null
  let begun = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const lines = await read({ before, size: piece })
        const head = begun || format !== 'csv' ? '' : csvHead
        begun = true
        const text = head + lines.map(write).join('')
        if (text) controller.enqueue(encoder.encode(text))
        before = lines.at(-1)?.id ?? null
        if (lines.length < piece) controller.close()
      },
    },
    // Nothing is read ahead.
    { highWaterMark: 0 },
  )
}

/** One line of JSON: everything that the log holds, under names of its own, and the sentence. */
function jsonOf(line: Line): string {
  const { details, ...rest } = line
  return `${JSON.stringify({ ...rest, sentence: sentenceOf(line), details })}\n`
}

const columns: [string, (line: Line) => string | number | null][] = [
  ['Number', ({ id }) => id],
  ['Time', ({ at }) => at],
  ['Organization', ({ organizationId }) => organizationId],
  ['Person', ({ actorName }) => actorName],
  ['Person id', ({ actorId }) => actorId],
  ['Role', ({ actorRole }) => actorRole],
  ['Operator', ({ impersonatorName }) => impersonatorName],
  ['Operator id', ({ impersonatorId }) => impersonatorId],
  ['Action', ({ action }) => action],
  ['In words', (line) => actInWords(line)],
  ['Subject', ({ subjectId }) => subjectId],
  ['Details', ({ details }) => JSON.stringify(details)],
  ['Address', ({ address }) => address],
  ['Browser', ({ userAgent }) => userAgent],
  ['Session', ({ sessionId }) => sessionId],
  ['Request', ({ requestId }) => requestId],
]

/** Spreadsheets take a file of CSV for UTF-8 by this mark only. What reads JSON lines is a program, and needs none. */
const mark = '\uFEFF'

const csvHead = mark + record(columns.map(([name]) => name))

function csvOf(line: Line): string {
  return record(columns.map(([, value]) => value(line)))
}

/** RFC 4180, with quotes around everything: some spreadsheets part cells at semicolons too. */
function record(cells: (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** A spreadsheet would work out what begins like a formula: an apostrophe makes it a text, as OWASP advises. */
function cell(value: string | number | null): string {
  const text = String(value ?? '')
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
  return `"${safe.replace(/"/g, '""')}"`
}
