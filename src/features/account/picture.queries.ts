import { useSessionChange } from '~/auth/use-session-change'
import { pictureForm } from './picture'
import { removePicture, setPicture } from './picture.functions'

/** Acts on one's own picture: it is shown wherever one is named, at once. */
export function usePictureActs() {
  const { refresh } = useSessionChange()
  return {
    async set(picture: File) {
      await setPicture({ data: pictureForm(picture) })
      await refresh()
    },
    async remove() {
      await removePicture()
      await refresh()
    },
  }
}
