import { Link, useNavigate } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ButtonLink } from '~/ui/button'
import { Page } from '~/ui/page'
import { type Step, stepAfter, stepNames, steps } from './onboarding'

type Props = {
  org: string
  step: Step
  done: Record<Step, boolean>
  /** The form of this step. */
  children: ReactNode
}

/**
 * One of the first steps: where one is on the way, the step itself, and the way on, with or without it. Give it the
 * step as its key: a step that was done when one came is not offered again, one that is being done stays to the end.
 */
export function Welcome({ org, step, done, children }: Props) {
  const [wasDone] = useState(done[step])
  const { title, sentence, doneAlready } = steps[step]
  const isOffered = !wasDone || !doneAlready
  return (
    <Page
      title={title}
      sentence={isOffered ? sentence : doneAlready}
      back={<Way org={org} done={done} />}
    >
      {isOffered && children}
      <p className="mt-8">
        {isOffered && doneAlready ? (
          <Link {...after(org, step)} className="link">
            {stepAfter(step) ? 'Skip this step' : 'Skip, to the overview'}
          </Link>
        ) : (
          <ButtonLink {...after(org, step)} variant={isOffered ? 'secondary' : 'primary'}>
            {stepAfter(step) ? 'Next step' : 'To the overview'}
          </ButtonLink>
        )}
      </p>
    </Page>
  )
}

function Way({ org, done }: Pick<Props, 'org' | 'done'>) {
  return (
    <nav aria-label="First steps">
      <ol className="flex flex-wrap gap-x-6 gap-y-1">
        {stepNames.map((name, index) => (
          <li key={name} className="flex items-center gap-1.5">
            {done[name] ? (
              <Check className="size-4 text-accent-ink" strokeWidth={1.75} aria-label="Done:" />
            ) : (
              <span className="tabular-nums">{index + 1}</span>
            )}
            <Link
              to="/app/$org/welcome/$step"
              params={{ org, step: name }}
              className="aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {steps[name].title}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Goes on to the next step, and from the last one to the overview. */
export function useGoOn(org: string, step: Step): () => Promise<void> {
  const navigate = useNavigate()
  return () => navigate(after(org, step))
}

function after(org: string, step: Step) {
  const next = stepAfter(step)
  return next
    ? ({ to: '/app/$org/welcome/$step', params: { org, step: next } } as const)
    : ({ to: '/app/$org', params: { org } } as const)
}
