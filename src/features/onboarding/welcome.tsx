import { Link, useNavigate } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ButtonLink } from '~/ui/button'
import { Page } from '~/ui/page'
import { type Step, stepAfter, stepNames, steps } from './onboarding'

type Props = {
  org: string
  /** The plan that was chosen before there was an organization: its page is where the steps lead. */
  plan?: string
  step: Step
  done: Record<Step, boolean>
  /** The form of this step. */
  children: ReactNode
}

/**
 * One of the first steps: where one is on the way, the step itself, and the way on, with or without it. Give it the
 * step as its key: a step that was done when one came is not offered again, one that is being done stays to the end.
 */
export function Welcome({ org, plan, step, done, children }: Props) {
  const [wasDone] = useState(done[step])
  const { title, sentence, doneAlready } = steps[step]
  const isOffered = !wasDone || !doneAlready
  return (
    <Page
      title={title}
      sentence={isOffered ? sentence : doneAlready}
      back={<Way org={org} plan={plan} done={done} />}
    >
      {isOffered && children}
      <p className="mt-8">
        {isOffered && doneAlready ? (
          <Link {...after(org, step, plan)} className="link">
            {stepAfter(step)
              ? 'Skip this step'
              : `Skip, ${plan ? 'to the plan' : 'to the overview'}`}
          </Link>
        ) : (
          <ButtonLink {...after(org, step, plan)} variant={isOffered ? 'secondary' : 'primary'}>
            {stepAfter(step) ? 'Next step' : plan ? 'To the plan' : 'To the overview'}
          </ButtonLink>
        )}
      </p>
    </Page>
  )
}

function Way({ org, plan, done }: Pick<Props, 'org' | 'plan' | 'done'>) {
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
              search={{ plan }}
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

/** Goes on to the next step, and from the last one to the overview, or to the plan that was chosen before. */
export function useGoOn(org: string, step: Step, plan?: string): () => Promise<void> {
  const navigate = useNavigate()
  return () => navigate(after(org, step, plan))
}

function after(org: string, step: Step, plan?: string) {
  const next = stepAfter(step)
  if (next) {
    return { to: '/app/$org/welcome/$step', params: { org, step: next }, search: { plan } } as const
  }
  return plan
    ? ({ to: '/app/$org/billing', params: { org }, search: { plan } } as const)
    : ({ to: '/app/$org', params: { org } } as const)
}
