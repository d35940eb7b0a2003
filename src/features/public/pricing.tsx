import { PageTitle } from './page-title'
import { measure } from './part'
import { PlanTable } from './plan-table'
import { Plans } from './plans'
import { planWords } from './words'

/** The plans, their prices, and what is in each of them. */
export function Pricing() {
  return (
    <>
      <PageTitle title={planWords.title} sentence={planWords.sentence} />
      <div className={measure}>
        <Plans
          heading="h2"
          contents="narrow"
          className="md:mt-12 md:pl-[20%] max-md:*:first:border-t-0"
        />
        <PlanTable className="border-b max-md:hidden" />
      </div>
    </>
  )
}
