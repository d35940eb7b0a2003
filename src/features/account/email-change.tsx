import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useSessionChange } from '~/auth/use-session-change'
import { Button, ButtonLink } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { confirmEmailChange, stopEmailChange } from './email.functions'
import { emailChangeQuery } from './email.queries'

const closed = {
  expired: 'This link has expired. Ask for the change again in your profile.',
  used: 'This link was used already, or the change was called back.',
  garbled: 'This link was not copied whole. Open it from the letter once more.',
}

/** Where the letters about another address lead: one button, so that opening the page decides nothing. */
export function EmailChange({ token }: { token: string }) {
  const { data } = useSuspenseQuery(emailChangeQuery(token))
  // As it was when the page was opened: its own button uses the link up.
  const [change] = useState(data)
  if (change.state === 'foreign') {
    return (
      <Notice tone="warn" title="This link belongs to another account">
        You are signed in as {change.reader}. Sign out, or open the link in another browser.
      </Notice>
    )
  }
  if (change.state !== 'open') {
    return (
      <>
        <Notice tone="warn">{closed[change.state]}</Notice>
        <p className="mt-6">
          <Link to="/app/account/profile" className="link">
            To your profile
          </Link>
        </p>
      </>
    )
  }
  return <Question token={token} step={change.step} to={change.to} />
}

type QuestionProps = { token: string; step: 'old' | 'new'; to: string }

function Question({ token, step, to }: QuestionProps) {
  const session = useSessionChange()
  const [pending, setPending] = useState<'confirm' | 'stop'>()
  const [done, setDone] = useState<'confirm' | 'stop'>()
  const [fault, setFault] = useState('')
  const act = async (kind: 'confirm' | 'stop') => {
    setPending(kind)
    setFault('')
    try {
      await (kind === 'confirm' ? confirmEmailChange : stopEmailChange)({ data: { token } })
      setDone(kind)
      // The token is used up: what this page shows now stays, everything else follows.
      await session.refresh()
    } catch (error) {
      setFault(faultOf(error).sentence)
    } finally {
      setPending(undefined)
    }
  }
  if (done) return <Done kind={done} step={step} to={to} />
  const address = <strong className="font-medium [overflow-wrap:anywhere]">{to}</strong>
  return (
    <div className="grid gap-6">
      {step === 'old' ? (
        <p>Is {address} to be the address of your account? Then we write to it next.</p>
      ) : (
        <p>{address} becomes the address of your account. You sign in with it from then on.</p>
      )}
      {fault && (
        <Notice tone="bad" role="alert">
          {fault}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => act('confirm')} pending={pending === 'confirm'}>
          {step === 'old' ? 'Yes, go on' : 'Confirm this address'}
        </Button>
        <Button onClick={() => act('stop')} pending={pending === 'stop'}>
          I did not ask for this
        </Button>
      </div>
    </div>
  )
}

function Done({ kind, step, to }: { kind: 'confirm' | 'stop'; step: 'old' | 'new'; to: string }) {
  const address = <strong className="font-medium [overflow-wrap:anywhere]">{to}</strong>
  if (kind === 'stop') {
    return (
      <div className="grid gap-4" role="status">
        <p>The change is stopped. Your account keeps its address.</p>
        {step === 'old' && (
          <p className="text-quiet">
            Somebody was signed in to your account.{' '}
            <Link to="/reset-password" className="link">
              Choose a new password
            </Link>
            , and every device is signed out.
          </p>
        )}
      </div>
    )
  }
  if (step === 'old') {
    return (
      <p role="status">
        Thank you. Now open our letter to {address}: the change is done with its link.
      </p>
    )
  }
  return (
    <div className="grid justify-items-start gap-6" role="status">
      <p>{address} is the address of your account now.</p>
      <ButtonLink to="/app/account/profile" variant="primary">
        To your profile
      </ButtonLink>
    </div>
  )
}
