import type { Plan } from '~/define-app'
import { money } from '~/ui/money'

/** The price for a month in large figures, and for a year as a quiet line under it. */
export function Price({ plan }: { plan: Plan }) {
  const { price, seats } = plan
  const by = seats === 'per-member' ? 'per member ' : ''
  return (
    <div className="mt-6">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium text-display tabular-nums">{money(price?.month ?? 0)}</span>
        <span className="text-quiet">{price ? `${by}a month` : 'for as long as you like'}</span>
      </p>
      {price && (
        <p className="mt-1 text-quiet tabular-nums">
          or {money(price.year)} {by}a year
          {price.year < price.month * 12 && `, which saves ${money(price.month * 12 - price.year)}`}
        </p>
      )}
    </div>
  )
}

/** What one does to have this plan. */
export function actOf({ name, trialDays }: Plan): string {
  return trialDays > 0 ? `Try ${name} for ${count(trialDays, 'day')}` : `Start with ${name}`
}

/** "1 project", "200 projects". */
export function count(amount: number, thing: string): string {
  return `${amount.toLocaleString('en')} ${thing}${amount === 1 ? '' : 's'}`
}
