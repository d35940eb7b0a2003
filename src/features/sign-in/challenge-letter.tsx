import { type ComponentProps, useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { ChallengeForm } from './challenge-form'

/** A code by letter, sent when it is asked for. */
export function LetterStep(props: ComponentProps<typeof ChallengeForm>) {
  const [sent, setSent] = useState(0)
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState('')
  const send = async () => {
    setPending(true)
    setFault('')
    try {
      answered(await authClient.twoFactor.sendOtp())
      setSent((count) => count + 1)
    } catch (error) {
      setFault(faultOf(error).sentence)
      await props.refused()
    } finally {
      setPending(false)
    }
  }
  return (
    <div className="grid gap-6">
      <p role="status" className="text-quiet">
        {sent === 0 && 'We send six digits to the address of your account.'}
        {sent === 1 && 'A code is on its way to your address. It works for ten minutes.'}
        {sent > 1 && 'Another code is on its way. The last one counts.'}
      </p>
      {fault && (
        <Notice tone="bad" role="alert">
          {fault}
        </Notice>
      )}
      {sent === 0 ? (
        <Button variant="primary" onClick={send} pending={pending}>
          Send me a code
        </Button>
      ) : (
        <ChallengeForm
          {...props}
          aside={
            <Button variant="quiet" onClick={send} pending={pending}>
              Send another
            </Button>
          }
        />
      )}
    </div>
  )
}
