import { useRef, useState } from 'react'
import { Avatar } from '~/ui/avatar'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { SettingRow } from '~/ui/setting-row'
import type { useOrganizationActs } from './settings.queries'

type Props = {
  name: string
  logo: string | null
  acts: Pick<ReturnType<typeof useOrganizationActs>, 'setLogo' | 'removeLogo'>
}

/** The picture that stands for the organization. */
export function LogoRow({ name, logo, acts }: Props) {
  const chooser = useRef<HTMLInputElement>(null)
  const [pending, setPending] = useState<'set' | 'remove' | null>(null)
  const [said, setSaid] = useState('')
  const [fault, setFault] = useState('')

  async function act(kind: 'set' | 'remove', work: () => Promise<void>, done: string) {
    setPending(kind)
    setSaid('')
    setFault('')
    try {
      await work()
      setSaid(done)
    } catch (error) {
      setFault(faultOf(error).sentence)
    } finally {
      setPending(null)
    }
  }

  return (
    <SettingRow
      title="Logo"
      sentence="A square PNG, JPEG or WebP of at most 1 MB. Only members see it."
      wide
    >
      <div className="grid w-full gap-2">
        <div className="flex items-center gap-2">
          <Avatar name={name} image={logo} kind="organization" size="lg" />
          <span className="flex-1" />
          {logo && (
            <Button
              variant="quiet"
              aria-label="Remove logo"
              pending={pending === 'remove'}
              onClick={() => void act('remove', acts.removeLogo, 'Removed.')}
            >
              Remove
            </Button>
          )}
          <Button
            aria-label={logo ? 'Replace logo' : 'Upload logo'}
            pending={pending === 'set'}
            onClick={() => chooser.current?.click()}
          >
            {logo ? 'Replace' : 'Upload'}
          </Button>
          <input
            ref={chooser}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            aria-label="Logo file"
            tabIndex={-1}
            className="sr-only"
            onChange={({ currentTarget }) => {
              const [picture] = currentTarget.files ?? []
              // The same file may be chosen once more.
              currentTarget.value = ''
              if (picture) void act('set', () => acts.setLogo(picture), 'Saved.')
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
    </SettingRow>
  )
}
