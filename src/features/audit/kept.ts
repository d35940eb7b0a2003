import app from 'app.config'
import type { Feature } from '~/billing/catalog'
import type { Standing } from '~/billing/standing'
import type { Plan } from '~/define-app'

const plans: readonly Plan<Feature>[] = app.plans

/** Whether the plan in force shows the log. The door asks again. */
export function showsLog(standing: Pick<Standing, 'plan'>): boolean {
  return planIn(standing).features.includes('audit-log')
}

/** The smallest plan that shows it. */
export const planWithLog = plans.find(({ features }) => features.includes('audit-log'))

/** How long a line is kept, as a sentence. */
export function howLong(standing: Pick<Standing, 'plan'>): string {
  const { name, auditDays } = planIn(standing)
  return auditDays === null
    ? 'Lines are kept for good.'
    : `On ${name}, lines are kept for ${auditDays} days.`
}

/** The plan in force; one that is sold no more gives what everybody has. */
function planIn({ plan }: Pick<Standing, 'plan'>): Plan<Feature> {
  return plans.find(({ id }) => id === plan) ?? app.plans[0]
}
