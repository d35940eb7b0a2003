import { Refusal } from '~/refusal'

/** What the door `setPicture` takes: a form over the wire. */
export function pictureForm(picture: File): FormData {
  const form = new FormData()
  form.set('picture', picture)
  return form
}

/** The file among what a form sent. Refuses invalid. */
export function pictureIn(form: FormData): { picture: File } {
  const picture = form instanceof FormData ? form.get('picture') : null
  if (picture instanceof File) return { picture }
  throw new Refusal('invalid', 'Choose a picture.', { picture: 'Choose a picture.' })
}
