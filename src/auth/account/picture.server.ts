import { eq, sql } from 'drizzle-orm'
import { afterUnit, asUnit } from '~/auth/unit.server'
import { user } from '~/db/schema'
import { readPicture } from '~/files/pictures.server'
import { addressOf, keyAt, remove, removeAll, save } from '~/files/store.server'
import { Refusal } from '~/refusal'

/** Bytes that a person's picture may have at most: a square of 512 points needs far less. */
const most = 1_000_000

type Me = { user: { id: string } }

/**
 * Another picture of the person; the file of the one before goes once that is stored.
 * @throws Refusal invalid for what is no picture, or too large a one
 */
export async function setPicture({ user: me }: Me, { picture }: { picture: File }): Promise<void> {
  const key = await save(me, await readPicture(picture, most))
  try {
    await change(me, key)
  } catch (error) {
    await remove(key)
    throw error
  }
}

/** No picture any more, and no file of it; nothing happens where there is none. */
export function removePicture({ user: me }: Me): Promise<void> {
  return change(me, null)
}

/** After an account is gone: its picture too. */
export function forgetPicture(gone: { id: string }): Promise<void> {
  return afterUnit(() => removeAll(gone))
}

function change(me: { id: string }, key: string | null): Promise<void> {
  return asUnit(async (tx) => {
    const { rows } = await tx.execute<{ image: string | null }>(
      sql`select image from "user" where id = ${me.id} for no key update`,
    )
    const [before] = rows
    if (!before) throw new Refusal('not_found', 'This account was deleted meanwhile.')
    const image = key && addressOf(key)
    await tx.update(user).set({ image }).where(eq(user.id, me.id))
    // One that came with a linked account is no file of ours.
    const old = before.image && keyAt(before.image)
    if (old) await afterUnit(() => remove(old))
  })
}
