import { lazy, Suspense, useState } from 'react'
import { Button } from '~/ui/button'
import { Dialog, DialogFoot } from '~/ui/dialog'
import { type Fault, faultOf } from '~/ui/fault'
import { Notice, RequestId } from '~/ui/notice'
import { cut, type Part } from './crop'

// Heavy, and seldom wanted.
const CropFrame = lazy(() => import('./crop-frame'))

type Props = {
  drawing: HTMLCanvasElement
  close: () => void
  /** Keeps the square; what it throws is shown, and the dialog stays. */
  onCut: (picture: File) => Promise<void>
}

/** Which part of a chosen picture is shown. */
export function CropDialog({ drawing, close, onCut }: Props) {
  const [shown] = useState(() => drawing.toDataURL('image/webp', 0.9))
  const [part, setPart] = useState<Part>()
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState<Fault>()
  const keep = async () => {
    if (!part || pending) return
    setPending(true)
    setFault(undefined)
    try {
      await onCut(await cut(drawing, part))
      close()
    } catch (error) {
      setFault(faultOf(error))
      setPending(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title="Crop your picture"
      sentence="What stands in the circle is shown."
    >
      <Suspense fallback={<div className="h-88" />}>
        <CropFrame picture={shown} onChange={setPart} />
      </Suspense>
      {fault && (
        <Notice tone="bad" role="alert" className="mt-4">
          {fault.sentence}
          {fault.requestId && <RequestId id={fault.requestId} />}
        </Notice>
      )}
      <DialogFoot>
        <Button onClick={close}>Cancel</Button>
        <Button variant="primary" pending={pending} disabled={!part} onClick={keep}>
          Use picture
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
