import { sql } from 'drizzle-orm'
import { db } from '~/db/client'

export type Waiting = { letter: string; to: string; props: Record<string, string> }

/** The letters that wait to be sent to somebody, oldest first, as they lie in the queue. */
export async function lettersTo(address: string): Promise<Waiting[]> {
  const { rows } = await db.execute<{ data: Waiting }>(
    sql`select data from jobs.job where name = 'mail' and data ->> 'to' = ${address} order by created_on`,
  )
  return rows.map(({ data }) => data)
}

/** What a letter's link carries. */
export function tokenIn(letter: Waiting | undefined): string {
  const token = letter?.props.url && new URL(letter.props.url).searchParams.get('token')
  if (!token) throw new Error('The letter has no token.')
  return token
}
