import { type ComponentProps, useState } from 'react'
import { Button } from '~/ui/button'
import { type Fault, faultOf } from '~/ui/fault'
import { Notice, RequestId } from '~/ui/notice'

type Props = Omit<ComponentProps<typeof Button>, 'onClick' | 'pending'> & {
  /** May be refused: then the button says why, and can be pressed again. */
  act: () => Promise<void>
}

/** An act that is done, or led to, at once. Pressed twice, it acts once. */
export function ActButton({ act, ...props }: Props) {
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)

  async function press() {
    setPending(true)
    setFault(null)
    try {
      await act()
    } catch (error) {
      setFault(faultOf(error))
    } finally {
      setPending(false)
    }
  }

  return (
    <div className="grid justify-items-start gap-2">
      <Button {...props} pending={pending} onClick={press} />
      {fault && (
        <Notice tone="bad" role="alert">
          {fault.sentence}
          {fault.requestId && <RequestId id={fault.requestId} />}
        </Notice>
      )}
    </div>
  )
}
