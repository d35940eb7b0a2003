import app from 'app.config'
import { Hash, Mail } from 'lucide-react'
import { useState } from 'react'
import { addressIn } from '~/auth/words'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { AddressForm } from './address-form'
import { CodeForm } from './code-form'
import { HeldAccounts } from './held-accounts'
import { LetterSent } from './letter-sent'
import { type ByLetter, sendLetter } from './letters'
import { addressInput } from './sign-in'
import { SignInForm } from './sign-in-form'
import { WayButton } from './way-button'
import { OtherWays, useLastWay } from './ways-in'

type Props = {
  redirect?: string
  email?: string
  /** A code was sent to the address already. */
  hasCode: boolean
}

type Step = { at: 'start' } | { at: ByLetter; email: string; sent: boolean }

const { password, magicLink, mailedCode } = app.signIn
const marks = { link: 'magic-link', code: 'email-otp' }
const byLetter: ByLetter[] = [
  ...(magicLink ? (['link'] as const) : []),
  ...(mailedCode ? (['code'] as const) : []),
]

/** Every way in that the product offers, the address typed once for all of them. */
export function SignInCard({ redirect, email = '', hasCode }: Props) {
  const last = useLastWay()
  const [typed, setTyped] = useState(email)
  const [step, setStep] = useState<Step>(
    hasCode && email && mailedCode ? { at: 'code', email, sent: true } : firstStep(email),
  )
  const [pending, setPending] = useState<ByLetter | null>(null)
  const [fault, setFault] = useState('')

  const choose = async (by: ByLetter) => {
    const address = addressIn(typed)
    setFault('')
    if (!addressInput.safeParse({ email: address }).success) {
      setStep({ at: by, email: typed, sent: false })
      return
    }
    setPending(by)
    try {
      await sendLetter(by, address, { redirect })
      setStep({ at: by, email: address, sent: true })
    } catch (error) {
      setFault(faultOf(error).sentence)
    } finally {
      setPending(null)
    }
  }

  if (step.at !== 'start' && step.sent) {
    return (
      <div className="grid gap-6">
        {step.at === 'code' ? (
          <CodeForm email={step.email} redirect={redirect} />
        ) : (
          <LetterSent to={step.email} again={() => sendLetter('link', step.email, { redirect })}>
            Open the letter and press its button. The link works once, for a quarter of an hour.
          </LetterSent>
        )}
        <div className="border-t pt-6">
          <WayButton onClick={() => setStep(firstStep(step.email))}>Sign in another way</WayButton>
        </div>
      </div>
    )
  }
  const others = byLetter.filter((by) => by !== step.at)
  return (
    <div className="grid gap-6">
      <HeldAccounts redirect={redirect} />
      {step.at === 'start' && password ? (
        <SignInForm email={typed} redirect={redirect} typed={setTyped} last={last === 'email'} />
      ) : (
        step.at !== 'start' && (
          <AddressForm
            key={step.at}
            by={step.at}
            email={step.email}
            redirect={redirect}
            sent={(to) => setStep({ at: step.at, email: to, sent: true })}
          />
        )
      )}
      {fault && (
        <Notice tone="bad" role="alert">
          {fault}
        </Notice>
      )}
      <div className="grid gap-2 border-t pt-6 empty:hidden">
        {others.map((by) => (
          <WayButton
            key={by}
            icon={by === 'link' ? <Mail /> : <Hash />}
            onClick={() => choose(by)}
            pending={pending === by}
            last={last === marks[by]}
          >
            {by === 'link' ? 'Send me a link instead' : 'Send me a code instead'}
          </WayButton>
        ))}
        {password && step.at !== 'start' && (
          <WayButton onClick={() => setStep({ at: 'start' })}>Use a password instead</WayButton>
        )}
        <OtherWays redirect={redirect} last={last} />
      </div>
    </div>
  )
}

/** Where no password is offered, the first of the others stands in its place. */
function firstStep(email: string): Step {
  const [first] = byLetter
  return password || !first ? { at: 'start' } : { at: first, email, sent: false }
}
