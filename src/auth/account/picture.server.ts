import { eq, sql } from 'drizzle-orm'
import type { Who } from '~/audit/append.server'
import { afterUnit, asUnit } from '~/auth/unit.server'
import { user } from '~/db/schema'
import { readPicture } from '~/files/pictures.server'
import { addressOf, keyAt, remove, removeAll, save } from '~/files/store.server'
import { Refusal } from '~/refusal'
import { accountOf, writeOnAccount } from './account-lines.server'

/** Bytes that a person's picture may have at most: a square of 512 points needs far less. */
const most = 1_000_000

/** Whose picture; besides, as who their line names them. */
type Me = Omit<Who, 'user'> & { user: { id: string } }

/**
 * Another picture of the person; the file of the one before goes once that is stored.
 * @throws Refusal invalid for what is no picture, or too large a one
 */
export async function setPicture(me: Me, { picture }: { picture: File }): Promise<void> {
  const key = await save(me.user, await readPicture(picture, most))
  try {
    await change(me, key)
  } catch (error) {
    await remove(key)
    throw error
  }
}

/** No picture any more, and no file of it; nothing happens where there is none. */
export function removePicture(me: Me): Promise<void> {
  return change(me, null)
}

/** After an account is gone: its picture too. */
export function forgetPicture(gone: { id: string }): Promise<void> {
  return afterUnit(() => removeAll(gone))
}

function change(who: Me, key: string | null): Promise<void> {
  const { user: me } = who
  return asUnit(async (tx) => {
    const { rows } = await tx.execute<{ name: string; image: string | null }>(
      sql`select name, image from "user" where id = ${me.id} for no key update`,
    )
    const [before] = rows
    if (!before) throw new Refusal('not_found', 'This account was deleted meanwhile.')
    if (!before.image && !key) return
    const image = key && addressOf(key)
    await tx.update(user).set({ image }).where(eq(user.id, me.id))
    const person = { id: me.id, name: before.name }
    await writeOnAccount({ ...who, user: person }, 'account.changed', {
      ...accountOf(person),
      changed: ['picture'],
    })
    // One that came with a linked account is no file of ours.
    const old = before.image && keyAt(before.image)
    if (old) await afterUnit(() => remove(old))
  })
}
