import { z } from 'zod/mini'
import { nameShape, slugShape, websiteShape } from '~/auth/words'
import { Refusal } from '~/refusal'

export const nameInput = z.object({ name: nameShape })
export const addressInput = z.object({ slug: slugShape })
export const websiteInput = z.object({ website: websiteShape })

export const heirsInput = z.object({ q: z.string().check(z.maxLength(100)) })
export const heirInput = z.object({ member: z.string().check(z.maxLength(64)) })

/** In how many days everybody must have a second step; null for no longer. */
export const demandInput = z.object({
  days: z.nullable(z.number().check(z.int(), z.minimum(0), z.maximum(90))),
})

/** So many are shown at once of those who could be the next owner. */
export const heirsShown = 20

/** Bytes that a logo may have at most. */
export const logoLimit = 1_000_000

/** What the door `setLogo` takes: a form over the wire, which says `org` to the gate. */
export function logoForm(org: string, picture: File) {
  const form = new FormData()
  form.set('org', org)
  form.set('picture', picture)
  return Object.assign(form, { org })
}

/** The file among what a form sent. Refuses invalid. */
export function pictureIn(form: FormData): { picture: File } {
  const picture = form instanceof FormData ? form.get('picture') : null
  if (picture instanceof File) return { picture }
  throw new Refusal('invalid', 'Choose a picture.', { picture: 'Choose a picture.' })
}
