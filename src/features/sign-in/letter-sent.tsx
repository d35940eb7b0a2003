import { type ReactNode, useState } from 'react'
import { Refusal } from '~/refusal'
import { Button } from '~/ui/button'

type Props = { to: string; children: ReactNode; again: () => Promise<void> }

/** After a letter was promised: where it went, what to do with it, and how to get another. */
export function LetterSent({ to, children, again }: Props) {
  const [pending, setPending] = useState(false)
  const [said, setSaid] = useState('')
  const sendAgain = async () => {
    setPending(true)
    try {
      await again()
      setSaid('Sent again. Look in the spam folder too.')
    } catch (error) {
      setSaid(
        error instanceof Refusal ? error.sentence : 'It could not be sent. Try again in a moment.',
      )
    } finally {
      setPending(false)
    }
  }
  return (
    <div className="grid justify-items-start gap-4" role="status">
      <p>
        We have sent a letter to{' '}
        <strong className="font-medium [overflow-wrap:anywhere]">{to}</strong>.
      </p>
      <p className="text-quiet">{children}</p>
      <Button onClick={sendAgain} pending={pending}>
        Send it again
      </Button>
      <p aria-live="polite" className="min-h-5 text-dense text-quiet">
        {said}
      </p>
    </div>
  )
}
