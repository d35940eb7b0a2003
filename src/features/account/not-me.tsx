import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useSessionChange } from '~/auth/use-session-change'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { disownAct } from './not-me.functions'

/** One button, so that a program which only opens links does nothing. */
export function NotMe({ token }: { token: string }) {
  const session = useSessionChange()
  const [pending, setPending] = useState(false)
  const [sentTo, setSentTo] = useState('')
  const [fault, setFault] = useState('')
  const disown = async () => {
    setPending(true)
    setFault('')
    try {
      const { email } = await disownAct({ data: { token } })
      setSentTo(email)
      await session.replace()
    } catch (error) {
      setFault(faultOf(error).sentence)
    } finally {
      setPending(false)
    }
  }
  if (sentTo) {
    return (
      <div className="grid gap-4" role="status">
        <p>
          Done. Every device is signed out, and the old password does not work any more. We have
          sent a letter to{' '}
          <strong className="font-medium [overflow-wrap:anywhere]">{sentTo}</strong>: choose a new
          password with it.
        </p>
        <p className="text-quiet">
          When you are back in, look at your passkeys, linked accounts and two-step sign-in.
        </p>
      </div>
    )
  }
  return (
    <div className="grid justify-items-start gap-6">
      <p>
        Every device will be signed out, your password will stop working, and you get a letter to
        choose a new one. Nothing you made is lost.
      </p>
      {fault && (
        <Notice tone="bad" role="alert">
          {fault}
        </Notice>
      )}
      <Button variant="primary" onClick={disown} pending={pending}>
        Secure my account
      </Button>
      <p className="text-quiet">
        It was you after all? Then there is nothing to do.{' '}
        <Link to="/app" className="link">
          Go on
        </Link>
      </p>
    </div>
  )
}
