import type { ReactNode } from 'react'

/** Rows of settings between hairlines; one row, one decision. */
export function Settings({ children }: { children: ReactNode }) {
  return <div className="divide-y border-y">{children}</div>
}

type SettingRowProps = {
  title: ReactNode
  sentence?: ReactNode
  /** The id of the control, when the title is its label. */
  labelFor?: string
  /** What became of it, said where it was pressed: "Saved". */
  status?: ReactNode
  /** The control is a field: all of these are equally wide, and take a line of their own on a phone. */
  wide?: boolean
  /** The control. */
  children?: ReactNode
}

/** Left the name and a sentence, right the control. */
export function SettingRow({ title, sentence, labelFor, status, wide, children }: SettingRowProps) {
  const Title = labelFor ? 'label' : 'p'
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
      <div className="min-w-0 flex-1 basis-44">
        <Title {...(labelFor && { htmlFor: labelFor })} className="font-medium">
          {title}
        </Title>
        {sentence && <p className="mt-0.5 max-w-reading text-quiet">{sentence}</p>}
      </div>
      <div className={`flex min-w-0 items-center gap-3 ${wide ? 'w-full sm:w-96' : ''}`}>
        <span role="status" className="text-dense text-quiet empty:hidden">
          {status}
        </span>
        {children}
      </div>
    </div>
  )
}
