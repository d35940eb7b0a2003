import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { getSession } from '~/auth/session.functions'
import { Refusal } from '~/refusal'
import { ButtonLink } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { asksSecondStep, useArrival } from './use-arrival'

type Props = { token: string; redirect?: string }
type State = { at: 'work' } | { at: 'done' } | { at: 'refused'; sentence: string }

/** Confirms the address that the letter went to, and goes on where the person was going. */
export function VerifyAddress({ token, redirect }: Props) {
  const arrive = useArrival(redirect)
  const [state, setState] = useState<State>({ at: 'work' })
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    const verify = async () => {
      try {
        const answer = answered<unknown>(await authClient.verifyEmail({ query: { token } }))
        if (asksSecondStep(answer) || (await getSession())) await arrive(answer)
        else setState({ at: 'done' })
      } catch (error) {
        const sentence =
          error instanceof Refusal ? error.sentence : 'This did not work. Open the link once more.'
        setState({ at: 'refused', sentence })
      }
    }
    void verify()
  })

  if (state.at === 'work') return <p role="status">Confirming your address…</p>
  if (state.at === 'done') {
    return (
      <div className="grid justify-items-start gap-6" role="status">
        <p>Your address is confirmed. Sign in to go on.</p>
        <ButtonLink to="/sign-in" search={{ redirect }} variant="primary">
          Sign in
        </ButtonLink>
      </div>
    )
  }
  return (
    <div className="grid gap-6">
      <Notice tone="bad" role="alert">
        {state.sentence}
      </Notice>
      <p className="text-quiet">
        <Link to="/sign-in" search={{ redirect }} className="link">
          Sign in
        </Link>{' '}
        with your password, and we send you a new letter.
      </p>
    </div>
  )
}
