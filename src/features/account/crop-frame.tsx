import { useState } from 'react'
import Cropper from 'react-easy-crop'
import 'react-easy-crop/react-easy-crop.css'
import { Field } from '~/ui/field'
import { Range } from '~/ui/range'
import type { Part } from './crop'

type Props = {
  /** What is cropped, as an address. */
  picture: string
  /** The square that stands in the frame now, in points of the picture. */
  onChange: (part: Part) => void
}

const mostZoom = 4

/** Chooses a square: by dragging, with the arrow keys, with two fingers or the wheel. */
export default function CropFrame({ picture, onChange }: Props) {
  const [place, setPlace] = useState({ x: 0, y: 0 })
  const [zoom, setZoom] = useState(1)
  return (
    <div className="grid gap-4">
      <div className="relative h-72 overflow-hidden rounded-control border bg-sunken">
        <Cropper
          image={picture}
          crop={place}
          zoom={zoom}
          maxZoom={mostZoom}
          aspect={1}
          cropShape="round"
          showGrid={false}
          keyboardStep={8}
          disableAutomaticStylesInjection
          cropperProps={{ role: 'group', 'aria-label': 'Picture: move it with the arrow keys' }}
          onCropChange={setPlace}
          onZoomChange={setZoom}
          onCropAreaChange={(_, part) => onChange(part)}
        />
      </div>
      <Field label="Zoom">
        <Range
          min={1}
          max={mostZoom}
          step={0.05}
          value={zoom}
          onChange={({ currentTarget }) => setZoom(currentTarget.valueAsNumber)}
        />
      </Field>
    </div>
  )
}
