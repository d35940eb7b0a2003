import app from 'app.config'
import { Check } from 'lucide-react'
import type { Plan } from '~/define-app'
import { buttonClass } from '~/ui/button'
import { actOf, count, Price } from './price'
import { limitNames, wayTo } from './words'

type PlansProps = {
  /** The heading each plan's name is. */
  heading: 'h2' | 'h3'
  /** What is in a plan, under it: always, or only where a table beside it would not fit. */
  contents: 'always' | 'narrow'
  className?: string
}

/** The plans of `app.config.ts` beside each other, with their prices and the way to each. */
export function Plans({ heading, contents, className = '' }: PlansProps) {
  return (
    <ul
      className={`grid md:auto-cols-fr md:grid-flow-col md:grid-rows-[repeat(5,auto)] ${className}`}
    >
      {app.plans.map((plan) => (
        <PlanColumn key={plan.id} plan={plan} heading={heading} contents={contents} />
      ))}
    </ul>
  )
}

type ColumnProps = { plan: Plan } & Pick<PlansProps, 'heading' | 'contents'>

function PlanColumn({ plan, heading: Heading, contents }: ColumnProps) {
  return (
    <li
      className={`grid border-t py-8 md:row-span-5 md:grid-rows-subgrid md:border-t-0 md:border-l md:px-6 ${contents === 'always' ? 'md:first:border-l-0 md:first:pl-0' : ''}`}
    >
      <Heading className="font-medium text-title">{plan.name}</Heading>
      <p className="mt-1 max-w-[32ch] text-quiet">{plan.summary}</p>
      <Price plan={plan} />
      <a
        href={wayTo(plan)}
        className={`${buttonClass({ variant: 'secondary' })} mt-6 self-start justify-self-start`}
      >
        {actOf(plan)}
      </a>
      <ul className={`mt-6 grid content-start gap-2 ${contents === 'narrow' ? 'md:hidden' : ''}`}>
        {contentsOf(plan).map((line) => (
          <li key={line} className="flex gap-2">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.75] text-accent-ink" />
            {line}
          </li>
        ))}
      </ul>
    </li>
  )
}

/** "5 members", "Projects without limit", "Custom roles": all that a plan has, one line each. */
function contentsOf({ limits, features }: Plan): string[] {
  const names: Record<string, string> = app.features
  return [
    ...limitNames.map(({ limit, one, many }) => {
      const most = limits[limit]
      return most === null ? `${many} without limit` : count(most, one)
    }),
    ...features.flatMap((feature) => names[feature] ?? []),
  ]
}
