import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { setPicture } from '~/auth/account/picture.server'
import { unitDatabase } from '~/auth/unit.server'
import { user } from '~/db/schema/auth'
import type { Job } from '~/jobs/job.server'
import { Refusal } from '~/refusal'

/** Bytes. */
const most = 1_000_000

/**
 * Where a provider may say that a picture lies: with it, or where it can prove its name. Only so does nobody lead us
 * to a server inside our own walls.
 */
const picturePlace = z
  .string()
  .max(100_000)
  .regex(/^(https:\/\/|data:image\/)/)

const pictureShape = z.object({ userId: z.string(), address: picturePlace })

/** Fetches the picture that somebody has at a provider and keeps it as theirs, unless they have one by now. */
export const providerPictureJob: Job<z.infer<typeof pictureShape>> = {
  name: 'provider-picture',
  shape: pictureShape,
  retryLimit: 3,
  async work({ userId, address }) {
    if (await isDone(userId)) return
    const picture = await fetchPicture(address)
    if (!picture || (await isDone(userId))) return
    try {
      await setPicture({ user: { id: userId } }, { picture })
    } catch (error) {
      // It is none, or its person has gone: trying again would not help.
      if (!(error instanceof Refusal)) throw error
    }
  },
}

/** Whether a provider says of a picture where it may be fetched. */
export function isPicturePlace(address: unknown): address is string {
  return picturePlace.safeParse(address).success
}

async function isDone(userId: string): Promise<boolean> {
  const [person] = await unitDatabase
    .select({ image: user.image })
    .from(user)
    .where(eq(user.id, userId))
  return !person || person.image !== null
}

/** The file at an address, or undefined where there is none or it is too large. */
async function fetchPicture(address: string): Promise<File | undefined> {
  const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
  if (answer.status >= 500) throw new Error(`The provider answered ${answer.status}.`)
  if (!answer.ok || !answer.body) return undefined
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const part of answer.body) {
    size += part.length
    if (size > most) return undefined
    parts.push(Uint8Array.from(part))
  }
  return new File(parts, 'picture')
}
