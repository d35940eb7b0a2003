import { createServerFn } from '@tanstack/react-start'
import * as pictures from '~/auth/account/picture.server'
import { signedIn } from '~/auth/gate'
import { pictureIn } from './picture'

export const setPicture = createServerFn({ method: 'POST' })
  .middleware([signedIn])
  .validator(pictureIn)
  .handler(({ context, data }) => pictures.setPicture(context, data))

export const removePicture = createServerFn({ method: 'POST' })
  .middleware([signedIn])
  .handler(({ context }) => pictures.removePicture(context))
