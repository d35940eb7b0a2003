import { useState } from 'react'
import { Avatar } from '~/ui/avatar'
import { PictureSetting } from '~/ui/picture-setting'
import { drawn } from './crop'
import { CropDialog } from './crop-dialog'
import { usePictureActs } from './picture.queries'

/** The picture that stands beside one's name. */
export function PictureRow({ name, image }: { name: string; image: string | null }) {
  const acts = usePictureActs()
  const [drawing, setDrawing] = useState<HTMLCanvasElement>()
  return (
    <PictureSetting
      title="Picture"
      sentence="Whoever shares an organization with you sees it, nobody else."
      what="picture"
      shown={<Avatar name={name} image={image} size="lg" />}
      has={Boolean(image)}
      choose={async (file) => {
        setDrawing(await drawn(file))
        return ''
      }}
      remove={acts.remove}
    >
      {(say) =>
        drawing && (
          <CropDialog
            drawing={drawing}
            close={() => setDrawing(undefined)}
            onCut={async (picture) => {
              await acts.set(picture)
              say('Saved.')
            }}
          />
        )
      }
    </PictureSetting>
  )
}
