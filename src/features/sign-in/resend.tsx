import { useEffect, useState } from 'react'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'

const wait = 30

/** Another letter, after a while in which the first may arrive. Says how long, and what came of it. */
export function Resend({
  again,
  label = 'Send it again',
}: {
  again: () => Promise<void>
  label?: string
}) {
  const [left, setLeft] = useState(wait)
  const [pending, setPending] = useState(false)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (left === 0) return
    const timer = setTimeout(() => setLeft(left - 1), 1_000)
    return () => clearTimeout(timer)
  }, [left])
  const send = async () => {
    setPending(true)
    try {
      await again()
      setSaid('Sent again. Look in the spam folder too.')
      setLeft(wait)
    } catch (error) {
      setSaid(faultOf(error).sentence)
    } finally {
      setPending(false)
    }
  }
  return (
    <div className="grid justify-items-start gap-2">
      <Button onClick={send} pending={pending} disabled={left > 0}>
        {label}
        {left > 0 && <span className="font-normal text-quiet tabular-nums"> in {left} s</span>}
      </Button>
      <p aria-live="polite" className="min-h-5 text-dense text-quiet">
        {said}
      </p>
    </div>
  )
}
