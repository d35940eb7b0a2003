import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { getSession } from '~/auth/session.functions'
import { ButtonLink } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { ClaimAccount } from './claim-account'
import { PasswordRemoved } from './password-removed'
import { asksSecondStep, cookiesOff, useArrival } from './use-arrival'

type Props = { token: string; redirect?: string }
type State =
  | { at: 'work' }
  | { at: 'done' }
  | { at: 'removed' }
  /** Who opens the letter is not known to be who chose what opens the account. */
  | { at: 'claim'; hasPassword: boolean }
  | { at: 'refused'; sentence: string }

/** Confirms the address that the letter went to, and goes on where the person was going. */
export function VerifyAddress({ token, redirect }: Props) {
  const arrive = useArrival(redirect)
  const [state, setState] = useState<State>({ at: 'work' })
  const verify = async ({ claimed } = { claimed: false }) => {
    const answer = await authClient.verifyEmail({ query: { token } })
    const { code, password } = { code: '', password: false, ...answer.error }
    if (code === 'CHOSEN_ELSEWHERE') {
      if (claimed) throw cookiesOff()
      setState({ at: 'claim', hasPassword: password })
      return
    }
    const data = answered<unknown>(answer)
    if (asksSecondStep(data) || (await getSession())) await arrive(data)
    else setState({ at: 'done' })
  }
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    verify().catch((error) => setState({ at: 'refused', sentence: faultOf(error).sentence }))
  })

  if (state.at === 'work') return <p role="status">Confirming your address…</p>
  if (state.at === 'removed') return <PasswordRemoved redirect={redirect} />
  if (state.at === 'claim') {
    return (
      <ClaimAccount
        hasPassword={state.hasPassword}
        claim={async (password) => {
          const body = { token, password }
          answered(await authClient.$fetch('/verify-email/claim', { method: 'POST', body }))
          if (password !== undefined || !state.hasPassword) return verify({ claimed: true })
          answered<unknown>(await authClient.verifyEmail({ query: { token } }))
          setState({ at: 'removed' })
        }}
      />
    )
  }
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
