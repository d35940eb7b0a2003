import type { Stage } from './stage.ts'

/**
 * What the server has said, from a place in its output on, of everything that was issued to anybody: links and codes
 * in letters, sessions, its own secret. None of it belongs in a log.
 * @returns what leaked, and the beginning of the line it stands in
 */
export async function secretsInLog(stage: Stage, from: number): Promise<string[]> {
  const lines = stage.server.output().slice(from).split('\n')
  const issued = { ...(await inLetters(stage)), ...(await inDatabase(stage)), secret: stage.secret }
  return Object.entries(issued).flatMap(([what, word]) =>
    lines
      .filter((line) => says(line, word))
      .map((line) => `${what}: ${line.replaceAll(word, '…').slice(0, 120)}`),
  )
}

async function inLetters({ mailbox }: Stage): Promise<Record<string, string>> {
  const answer = await fetch(`${mailbox.url}/emails`)
  const { data }: { data: { subject: string; text: string }[] } = await answer.json()
  const found: Record<string, string> = {}
  for (const [at, { subject, text }] of data.entries()) {
    for (const [, token = ''] of text.matchAll(/[?&]token=([^&\s]+)/g)) {
      found[`link of letter ${at}, ${subject}`] = decodeURIComponent(token)
    }
    for (const [code] of text.matchAll(/(?<!\S)\d{6}(?!\S)/g)) {
      found[`code of letter ${at}, ${subject}`] = code
    }
  }
  return found
}

async function inDatabase({ pool }: Stage): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ id: string; token: string }>('select id, token from session')
  return Object.fromEntries(rows.map(({ id, token }) => [`session ${id}`, token]))
}

/** Six digits stand in many a number. */
function says(line: string, word: string): boolean {
  return /^\d+$/.test(word) ? new RegExp(`(?<!\\w)${word}(?!\\w)`).test(line) : line.includes(word)
}
