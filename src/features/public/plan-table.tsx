import app from 'app.config'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Plan } from '~/define-app'
import { count } from './price'
import { limitNames, planWords } from './words'

/** What is in each plan, row by row; its columns stand under those of `<Plans>`. */
export function PlanTable({ className = '' }: { className?: string }) {
  return (
    <table className={`w-full table-fixed border-separate border-spacing-0 text-left ${className}`}>
      <caption className="sr-only">{planWords.compare}</caption>
      <colgroup>
        <col className="w-1/5" />
        <col span={app.plans.length} />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">What</th>
          {app.plans.map(({ id, name }) => (
            <th key={id} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {limitNames.map(({ limit, many }) => (
          <PlanRow key={limit} name={many} of={({ limits }) => amount(limits[limit])} />
        ))}
        {Object.entries<string>(app.features).map(([id, name]) => (
          <PlanRow
            key={id}
            name={name}
            of={({ features }) => <Has feature={features.some((each) => each === id)} />}
          />
        ))}
        <PlanRow
          name="To try it"
          of={({ trialDays }) =>
            trialDays > 0 ? count(trialDays, 'day') : <Has feature={false} />
          }
        />
        <PlanRow
          name="Charged"
          of={({ price, seats }) => {
            if (!price) return 'Nothing'
            return seats === 'per-member' ? 'For each member' : 'For the organization'
          }}
        />
      </tbody>
    </table>
  )
}

type RowProps = { name: string; of: (plan: Plan) => ReactNode }

function PlanRow({ name, of }: RowProps) {
  return (
    <tr>
      <th scope="row" className="border-t py-3 pr-4 font-normal">
        {name}
      </th>
      {app.plans.map((plan) => (
        <td key={plan.id} className={`${cell} tabular-nums`}>
          {of(plan)}
        </td>
      ))}
    </tr>
  )
}

function Has({ feature }: { feature: boolean }) {
  const Icon = feature ? Check : Minus
  return (
    <>
      <Icon
        aria-hidden
        className={`size-4 stroke-[1.75] ${feature ? 'text-accent-ink' : 'text-edge'}`}
      />
      <span className="sr-only">{feature ? 'Included' : 'Not included'}</span>
    </>
  )
}

function amount(most: number | null): string {
  return most === null ? 'Without limit' : most.toLocaleString('en')
}

const cell = 'border-t border-l px-6 py-3 font-normal'
