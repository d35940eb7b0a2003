import pg from 'pg'

/** Empties every table of the product, as the owner; the migrations stay applied. */
export async function empty(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ tables: string }>(
      `select string_agg(format('%I.%I', schemaname, tablename), ', ') as tables
       from pg_tables where schemaname = 'public'`,
    )
    await client.query(`truncate ${rows[0]?.tables} restart identity cascade`)
    await client.query("delete from jobs.job where state <> 'active'")
  } finally {
    await client.end()
  }
}
