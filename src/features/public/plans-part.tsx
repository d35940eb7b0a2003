import { Part } from './part'
import { Plans } from './plans'
import { planWords } from './words'

/** The plans as a part of the landing page, each with all that is in it. */
export function PlansPart() {
  return (
    <Part id="plans" title={planWords.title} sentence={planWords.sentence} wide>
      <Plans heading="h3" contents="always" className="border-b md:border-t" />
    </Part>
  )
}
