import { Check, Circle } from 'lucide-react'
import { ButtonLink } from '~/ui/button'
import { Section } from '~/ui/page'
import { type Step, stepNames, steps } from './onboarding'

/** What is left of the first steps, told by what is there; nothing where all is done. */
export function Checklist({ org, done }: { org: string; done: Record<Step, boolean> }) {
  const next = stepNames.find((step) => !done[step])
  if (!next) return null
  return (
    <Section title="First steps" sentence="So that this is a place for all of you.">
      <ul className="divide-y border-y">
        {stepNames.map((step) => (
          <li key={step} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
            <State done={done[step]} />
            <span className={`min-w-0 flex-1 ${done[step] ? 'text-quiet' : 'font-medium'}`}>
              {steps[step].title}
            </span>
            {!done[step] && (
              <ButtonLink
                to="/app/$org/welcome/$step"
                params={{ org, step }}
                size="sm"
                variant={step === next ? 'primary' : 'secondary'}
                aria-label={`Begin: ${steps[step].title}`}
              >
                Begin
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function State({ done }: { done: boolean }) {
  const Icon = done ? Check : Circle
  return (
    <Icon
      className={`size-4 shrink-0 ${done ? 'text-accent-ink' : 'text-quiet'}`}
      strokeWidth={1.75}
      role="img"
      aria-label={done ? 'Done' : 'To do'}
    />
  )
}
