import { measure } from './part'
import { PlanTable } from './plan-table'
import { Plans } from './plans'
import { planWords } from './words'

/** The plans, their prices, and what is in each of them. */
export function Pricing() {
  return (
    <div className={`${measure} pt-8 md:pt-18`}>
      <h1 className="font-serif text-promise">{planWords.title}</h1>
      <p className="mt-4 max-w-reading text-quiet text-reading">{planWords.sentence}</p>
      <Plans heading="h2" contents="narrow" className="mt-12 md:mt-18 md:pl-[20%]" />
      <PlanTable className="border-b max-md:hidden" />
    </div>
  )
}
