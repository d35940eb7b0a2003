import { type Client, DatabaseError } from 'pg'

const calm = 5_000
const crossed = ['40P01', '55P03']

/** Empties every table of the product, as the owner, once no job is under way; the migrations stay applied. */
export async function empty(owner: Client): Promise<void> {
  await emptyQueues(owner)
  const { rows } = await owner.query<{ tables: string | null }>(
    `select string_agg(format('%I.%I', schemaname, tablename), ', ') as tables
     from pg_tables where schemaname = 'public'`,
  )
  const tables = rows[0]?.tables
  if (!tables) return
  for (let attempt = 1; ; attempt += 1) {
    try {
      await owner.query(`truncate ${tables} restart identity cascade`)
      return
    } catch (error) {
      // Requests under way hold the same tables, in another order.
      const again = error instanceof DatabaseError && crossed.includes(error.code ?? '')
      if (!again || attempt === 5) throw error
    }
  }
}

/** A letter of the old world must not arrive in the new one's inbox; after five seconds it may. */
async function emptyQueues(owner: Client): Promise<void> {
  const giveUp = Date.now() + calm
  for (;;) {
    await owner.query("delete from jobs.job where state <> 'active'")
    const { rowCount } = await owner.query("select from jobs.job where state = 'active' limit 1")
    if (!rowCount || Date.now() > giveUp) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
