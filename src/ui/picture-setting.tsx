import { type ReactNode, useRef, useState } from 'react'
import { Button } from './button'
import { faultOf } from './fault'
import { SettingRow } from './setting-row'

type PictureSettingProps = {
  title: string
  sentence: ReactNode
  /** What the picture is called in the names of its acts: "logo". */
  what: string
  /** How it looks now. */
  shown: ReactNode
  /** There is one, which can be replaced and removed. */
  has: boolean
  /** What becomes of a chosen file; gives what is said of it. May throw a `Refusal`, which is shown. */
  choose: (file: File) => Promise<string>
  remove: () => Promise<unknown>
  /** What opens over the page. */
  children?: (say: (sentence: string) => void) => ReactNode
}

/** A setting that is a picture: shown, chosen from a file, replaced and removed. */
export function PictureSetting(props: PictureSettingProps) {
  const { title, sentence, what, shown, has, choose, remove, children } = props
  const chooser = useRef<HTMLInputElement>(null)
  const [pending, setPending] = useState<'choose' | 'remove'>()
  const [said, setSaid] = useState('')
  const [fault, setFault] = useState('')

  async function act(kind: 'choose' | 'remove', work: () => Promise<string>) {
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

  return (
    <SettingRow title={title} sentence={sentence} wide>
      <div className="grid w-full gap-2">
        <div className="flex items-center gap-2">
          {shown}
          <span className="flex-1" />
          {has && (
            <Button
              variant="quiet"
              aria-label={`Remove ${what}`}
              pending={pending === 'remove'}
              onClick={() => void act('remove', () => remove().then(() => 'Removed.'))}
            >
              Remove
            </Button>
          )}
          <Button
            aria-label={`${has ? 'Replace' : 'Upload'} ${what}`}
            pending={pending === 'choose'}
            onClick={() => chooser.current?.click()}
          >
            {has ? 'Replace' : 'Upload'}
          </Button>
          <input
            ref={chooser}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            aria-label={`${title} file`}
            tabIndex={-1}
            className="sr-only"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? []
              // The same file may be chosen once more.
              currentTarget.value = ''
              if (file) void act('choose', () => choose(file))
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
      {children?.(setSaid)}
    </SettingRow>
  )
}
