import { sql } from 'drizzle-orm'
import { connect, type Transaction } from '~/db/client'

/** Whoever reads a customer holds a connection while Stripe answers: on a pool of their own they starve nobody. */
const readers = connect(6)

/**
 * Runs `work` in a transaction of the application's, as the only one who reads or changes this customer of Stripe's.
 * Others wait. What `work` throws undoes what it wrote here; what it changed at Stripe stays.
 */
export function underCustomerLock<Result>(
  customerId: string,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return readers.db.transaction(async (tx) => {
    const lock = `customer ${customerId} of Stripe`
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`)
    return work(tx)
  })
}

/** Ends the readers' connections once their work is done. */
export async function endReading(): Promise<void> {
  await readers.pool.end()
}
