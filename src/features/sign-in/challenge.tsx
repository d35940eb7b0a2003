import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Step } from '~/auth/second-step/second-step'
import { Button, ButtonLink } from '~/ui/button'
import { Moment } from '~/ui/moment'
import { Notice } from '~/ui/notice'
import { challengeQuery } from './challenge.queries'
import { ChallengeForm } from './challenge-form'
import { LetterStep } from './challenge-letter'

const instead: Record<Step, string> = {
  authenticator: 'Use your authenticator app',
  letter: 'Get a code by letter',
  backup: 'Use a backup code',
}

/** The second step: a code from an app, from a letter, or from the list that was kept. */
export function Challenge({ redirect }: { redirect?: string }) {
  const queryClient = useQueryClient()
  const { data: challenge } = useSuspenseQuery(challengeQuery)
  const [chosen, setChosen] = useState<Step | null>(null)
  const look = () => queryClient.invalidateQueries({ queryKey: challengeQuery.queryKey })
  if (!challenge) return <Ended redirect={redirect} />
  if (challenge.lockedUntil) return <Locked until={challenge.lockedUntil} look={look} />
  const [first = 'letter'] = challenge.steps
  const step = chosen ?? first
  const Piece = step === 'letter' ? LetterStep : ChallengeForm
  return (
    <>
      <Piece key={step} step={step} redirect={redirect} refused={look} />
      <div className="mt-6 grid justify-items-start gap-1 empty:hidden">
        {challenge.steps
          .filter((other) => other !== step)
          .map((other) => (
            <Button
              key={other}
              variant="quiet"
              size="sm"
              className="-ml-2.5"
              onClick={() => setChosen(other)}
            >
              {instead[other]}
            </Button>
          ))}
      </div>
      <p className="mt-6 text-quiet">
        Not you?{' '}
        <Link to="/sign-in" search={{ redirect }} className="link">
          Start again
        </Link>
      </p>
    </>
  )
}

function Ended({ redirect }: { redirect?: string }) {
  return (
    <div className="grid justify-items-start gap-6">
      <p role="status">
        This sign-in has ended: it took more than ten minutes, was finished in another tab, too many
        codes were wrong, or your browser keeps no cookies.
      </p>
      <ButtonLink to="/sign-in" search={{ redirect }} variant="primary">
        Start again
      </ButtonLink>
    </div>
  )
}

function Locked({ until, look }: { until: Date; look: () => Promise<void> }) {
  return (
    <div className="grid justify-items-start gap-6">
      <Notice tone="warn" role="alert" title="Too many wrong codes were tried">
        You can try again from <Moment at={until} /> on. Until then no code is looked at.
      </Notice>
      <Button onClick={look}>Try again</Button>
    </div>
  )
}
