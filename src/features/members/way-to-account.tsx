import { useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { Button, ButtonLink } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'

/** Where to come back to, and as whom. */
type Way = { redirect: string; email?: string }

/** For a reader who is not signed in: both doors, and back here afterwards. */
export function GuestChoice(way: Way) {
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink to="/sign-up" search={way} variant="primary">
        Create an account
      </ButtonLink>
      <ButtonLink to="/sign-in" search={way}>
        I have an account
      </ButtonLink>
    </div>
  )
}

/** For a reader who is signed in as somebody else, and stays so. */
export function OtherAccount(way: Way) {
  return (
    <div>
      <ButtonLink to="/sign-in" search={{ ...way, add: true }}>
        Sign in with the other account
      </ButtonLink>
    </div>
  )
}

/** For a reader whose address is not confirmed: how to get the letter again, which leads back here. */
export function ConfirmFirst({ redirect, email }: Required<Way>) {
  const [pending, setPending] = useState(false)
  const [said, setSaid] = useState('')
  const send = async () => {
    setPending(true)
    try {
      answered<unknown>(await authClient.sendVerificationEmail({ email, callbackURL: redirect }))
      setSaid('Sent. Look in the spam folder too.')
    } catch (error) {
      setSaid(faultOf(error).sentence)
    } finally {
      setPending(false)
    }
  }
  return (
    <>
      <Notice tone="warn" title="Confirm your address first">
        Open the letter we sent to {email}. It leads back here.
      </Notice>
      <div className="grid justify-items-start gap-3">
        <Button onClick={send} pending={pending}>
          Send the letter again
        </Button>
        <p role="status" className="min-h-5 text-dense text-quiet">
          {said}
        </p>
      </div>
    </>
  )
}
