import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useStepUp } from '~/auth/step-up/step-up'
import type { Way } from '~/auth/step-up/step-up-ways.server'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { SkeletonLine } from '~/ui/skeleton'
import { waysToConfirmQuery } from './step-up.queries'
import { ConfirmByAuthenticator, ConfirmByLetter } from './step-up-codes'
import { ConfirmByPasskey } from './step-up-passkey'
import { ConfirmByPassword } from './step-up-password'

/** Asks "Confirm that it is you" over whatever page is open, when an act on it needs that. */
export function StepUp() {
  const question = useStepUp()
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => !open && question?.dismiss()}
      title="Confirm that it is you"
      sentence="You signed in a while ago, and this changes how one gets into your account."
    >
      {question && <Ways done={question.confirm} />}
    </Dialog>
  )
}

const pieces = {
  password: ConfirmByPassword,
  passkey: ConfirmByPasskey,
  authenticator: ConfirmByAuthenticator,
  letter: ConfirmByLetter,
}

function Waiting() {
  return (
    <div
      className="grid h-24 animate-breathe content-start gap-4"
      role="status"
      aria-label="Loading"
    >
      <SkeletonLine />
      <SkeletonLine className="w-full" />
    </div>
  )
}

const instead: Record<Way, string> = {
  password: 'Use your password',
  passkey: 'Use a passkey',
  authenticator: 'Use your authenticator app',
  letter: 'Get a code by letter',
}

function Ways({ done }: { done: () => void }) {
  const { data: ways, error } = useQuery(waysToConfirmQuery)
  const [chosen, setChosen] = useState<Way | null>(null)
  if (error) {
    return (
      <Notice tone="bad" role="alert">
        {faultOf(error).sentence}
      </Notice>
    )
  }
  const way = chosen ?? ways?.[0]
  if (!ways || !way) return <Waiting />
  const Piece = pieces[way]
  const others = ways.filter((other) => other !== way)
  return (
    <>
      <Piece done={done} />
      <div className="mt-5 flex flex-wrap gap-2 border-t pt-4 empty:hidden">
        {others.map((other) => (
          <Button key={other} size="sm" variant="quiet" onClick={() => setChosen(other)}>
            {instead[other]}
          </Button>
        ))}
      </div>
    </>
  )
}
