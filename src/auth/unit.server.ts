import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'drizzle-orm'
import { connect, type Database, db, type Transaction } from '~/db/client'
import { bug } from '~/observe/bug'

type Unit = { tx: Transaction; failure?: unknown; afterwards: (() => Promise<void>)[] }

const current = new AsyncLocalStorage<Unit>()

/** Sign-ups hold a connection while they hash: on a pool of their own they cannot starve anybody else. */
const units = connect(4)

/**
 * Runs `work` as one unit: what better-auth writes and the letters it causes are stored together or not at all.
 * Inside another unit it joins it. Throws what `work` threw, or what went wrong in a callback whose
 * error better-auth swallowed: a COMMIT after a failed statement would otherwise be a silent ROLLBACK.
 */
export async function asUnit<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const outer = current.getStore()
  const begin: Pick<Database, 'transaction'> = outer?.tx ?? units.db
  const afterwards: Unit['afterwards'] = []
  const done = await begin.transaction(async (tx) => {
    const unit: Unit = { tx, afterwards }
    const result = await current.run(unit, () => work(tx))
    // In a transaction that has failed unnoticed this fails too, where COMMIT would only roll back.
    if (!outer) await tx.execute(sql`select 1`)
    if (unit.failure !== undefined) {
      if (outer) outer.failure = unit.failure
      throw unit.failure
    }
    return result
  })
  if (outer) outer.afterwards.push(...afterwards)
  else for (const each of afterwards) await afterAll(each)
  return done
}

/**
 * Does something once the unit under way is stored, and never where it is not; at once where there is none. For
 * what no database can take back. A failure is a line in the log: what was stored stays.
 */
export async function afterUnit(work: () => Promise<void>): Promise<void> {
  const unit = current.getStore()
  if (unit) unit.afterwards.push(work)
  else await afterAll(work)
}

async function afterAll(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    bug(error)
  }
}

/** The transaction under way here, if any. */
export function unitUnderWay(): Transaction | undefined {
  return current.getStore()?.tx
}

/** For callbacks whose errors better-auth swallows: remembers the error, so that the unit does not commit. */
export async function remembering(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const unit = current.getStore()
    if (unit) unit.failure = error
    throw error
  }
}

/** A database handle that speaks within the unit under way, or as the application where there is none. */
export const unitDatabase: Database = new Proxy(db, {
  get(base, key) {
    if (key === 'transaction') return asUnit
    const here = current.getStore()?.tx ?? base
    const value: unknown = Reflect.get(here, key, here)
    return typeof value === 'function' ? value.bind(here) : value
  },
})

/** Ends the units' connections once their work is done. */
export async function endUnits(): Promise<void> {
  await units.pool.end()
}
