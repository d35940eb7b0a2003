import { KeyRound } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import {
  enterByAutofill,
  enterWithPasskey,
  leaveCeremony,
  supportsPasskeyAutofill,
} from '~/auth/passkeys/passkey-ceremony'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { useArrival } from './use-arrival'
import { WayButton } from './way-button'

/** Shorter than the five minutes for which the server remembers what it asked. */
const patience = 4 * 60_000

/**
 * In with a passkey: by a button, or chosen among what the browser offers in the field for the address, which it
 * does where that is marked `webauthn`.
 */
export function PasskeyWay({ redirect, last }: { redirect?: string; last?: boolean }) {
  const arrive = useArrival(redirect)
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState('')

  const onChosen = useEffectEvent(arrive)
  useEffect(() => {
    // The button's own prompt is open, and there is room for one.
    if (pending) return
    const offer = async () => {
      if (!(await supportsPasskeyAutofill())) return
      try {
        const answer = await enterByAutofill()
        if (answer) await onChosen(answer)
      } catch (error) {
        setFault(faultOf(error).sentence)
        void offer()
      }
    }
    // A new offer ends the one that waits.
    const renew = () => document.visibilityState === 'visible' && void offer()
    renew()
    const timer = setInterval(renew, patience)
    document.addEventListener('visibilitychange', renew)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', renew)
      leaveCeremony()
    }
  }, [pending])

  const enter = async () => {
    setPending(true)
    setFault('')
    try {
      await arrive(await enterWithPasskey())
    } catch (error) {
      setFault(faultOf(error).sentence)
      setPending(false)
    }
  }
  return (
    <>
      <WayButton icon={<KeyRound />} onClick={enter} pending={pending} last={last}>
        Use a passkey
      </WayButton>
      {fault && (
        <Notice tone="bad" role="alert">
          {fault}
        </Notice>
      )}
    </>
  )
}
