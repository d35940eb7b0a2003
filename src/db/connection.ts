import { db } from './client'

/** True when the database answers within two seconds. */
export async function reachable(): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, 2_000, false).unref())
  const answer = db.$client.query('select 1').then(
    () => true,
    () => false,
  )
  return Promise.race([answer, late])
}

/** Ends every connection once its work is done. */
export async function disconnect(): Promise<void> {
  await db.$client.end()
}
