import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { confirmWithPasskey } from '~/auth/passkeys/passkey-ceremony'
import { Button } from '~/ui/button'
import { DialogFoot } from '~/ui/dialog'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'

export function ConfirmByPasskey({ done }: { done: () => void }) {
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState('')
  const confirm = async () => {
    setPending(true)
    setFault('')
    try {
      await confirmWithPasskey()
      done()
    } catch (error) {
      setFault(faultOf(error).sentence)
      setPending(false)
    }
  }
  return (
    <>
      <p>Your browser asks for it. Have the device at hand that keeps it.</p>
      {fault && (
        <Notice tone="bad" role="alert" className="mt-4">
          {fault}
        </Notice>
      )}
      <DialogFoot>
        <Button variant="primary" icon={<KeyRound />} onClick={confirm} pending={pending} autoFocus>
          Use a passkey
        </Button>
      </DialogFoot>
    </>
  )
}
