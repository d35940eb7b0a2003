import type { Client } from 'pg'
import { empty } from './empty.ts'
import { withClient } from './postgres-wire.ts'

type Seed = () => Promise<void>

/**
 * Makes the demo world in a database that holds nobody: whole or not at all. What a killed start left half-made
 * is made anew, and of several starts at once one makes it while the others wait.
 * @returns whether there was anything to do
 */
export function makeWorld(ownerUrl: string, seed: Seed): Promise<boolean> {
  return alone(ownerUrl, async (owner) => {
    const halfMade = await isMarked(owner)
    const { rowCount } = await owner.query('select from "user" limit 1')
    if (rowCount && !halfMade) return false
    await remake(owner, seed)
    return true
  })
}

/** Deletes everything, and makes the demo world as it was at first. */
export function remakeWorld(ownerUrl: string, seed: Seed): Promise<void> {
  return alone(ownerUrl, (owner) => remake(owner, seed))
}

async function remake(owner: Client, seed: Seed): Promise<void> {
  await mark(owner, `'${unfinished}'`)
  await empty(owner)
  await seed()
  await mark(owner, 'null')
}

function alone<T>(ownerUrl: string, work: (owner: Client) => Promise<T>): Promise<T> {
  return withClient(ownerUrl, async (owner) => {
    await owner.query("select pg_advisory_lock(hashtextextended('atrium.world', 0))")
    return work(owner)
  })
}

/** The mark is a comment in the database itself: it goes wherever the half-made world goes. */
const unfinished = 'The demo world is being made.'

async function isMarked(owner: Client): Promise<boolean> {
  const { rows } = await owner.query<{ comment: string | null }>(
    `select obj_description('"user"'::regclass) as comment`,
  )
  return rows[0]?.comment === unfinished
}

const mark = (owner: Client, comment: string) =>
  owner.query(`comment on table "user" is ${comment}`)
