import { useRef, useState } from 'react'
import { Avatar } from '~/ui/avatar'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { SettingRow } from '~/ui/setting-row'
import { drawn } from './crop'
import { CropDialog } from './crop-dialog'
import { usePictureActs } from './picture.queries'

/** The picture that stands beside one's name. */
export function PictureRow({ name, image }: { name: string; image: string | null }) {
  const acts = usePictureActs()
  const chooser = useRef<HTMLInputElement>(null)
  const [drawing, setDrawing] = useState<HTMLCanvasElement>()
  const [pending, setPending] = useState<'read' | 'remove'>()
  const [said, setSaid] = useState('')
  const [fault, setFault] = useState('')

  async function act(kind: 'read' | 'remove', work: () => Promise<string>) {
    setPending(kind)
    setSaid('')
    setFault('')
    try {
      setSaid(await work())
    } catch (error) {
      setFault(faultOf(error).sentence)
    } finally {
      setPending(undefined)
    }
  }
  const read = (file: File) =>
    act('read', async () => {
      setDrawing(await drawn(file))
      return ''
    })
  const remove = () =>
    act('remove', async () => {
      await acts.remove()
      return 'Removed.'
    })

  return (
    <SettingRow
      title="Picture"
      sentence="Whoever shares an organization with you sees it, nobody else."
      wide
    >
      <div className="grid w-full gap-2">
        <div className="flex items-center gap-2">
          <Avatar name={name} image={image} size="lg" />
          <span className="flex-1" />
          {image && (
            <Button
              variant="quiet"
              aria-label="Remove picture"
              pending={pending === 'remove'}
              onClick={remove}
            >
              Remove
            </Button>
          )}
          <Button
            aria-label={image ? 'Replace picture' : 'Upload picture'}
            pending={pending === 'read'}
            onClick={() => chooser.current?.click()}
          >
            {image ? 'Replace' : 'Upload'}
          </Button>
          <input
            ref={chooser}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            aria-label="Picture file"
            tabIndex={-1}
            className="sr-only"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? []
              // The same file may be chosen once more.
              currentTarget.value = ''
              if (file) void read(file)
            }}
          />
        </div>
        <p role="status" className="text-dense text-quiet empty:hidden">
          {said}
        </p>
        <p role="alert" className="text-bad text-dense empty:hidden">
          {fault}
        </p>
      </div>
      {drawing && (
        <CropDialog
          drawing={drawing}
          close={() => setDrawing(undefined)}
          onCut={async (picture) => {
            await acts.set(picture)
            setSaid('Saved.')
          }}
        />
      )}
    </SettingRow>
  )
}
