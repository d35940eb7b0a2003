import { counted, dayInWords, planName } from '~/audit/words'
import type { Standing } from '~/billing/standing'

/** What of a subscription and of the organization the answer names. */
export type Reasons = {
  standing: Standing
  /** The subscription that the standing is of; null where none is under way. */
  subscriptionId: string | null
  /** How its seats follow the members; null where the plan costs the same for any number. */
  perMember: boolean
  members: number
  pastDueSince: string | null
}

/**
 * Why an organization is on its plan, in one sentence: "Team, because subscription sub_… is active and paid until
 * 3 March 2027; 4 seats for 4 members."
 */
export function whySentence(reasons: Reasons): string {
  const { standing } = reasons
  const parts = [`${planName(standing.plan)}, ${because(reasons)}`, ...comes(reasons)]
  return `${parts.join('; ')}.`
}

function because(reasons: Reasons): string {
  const { standing, subscriptionId, pastDueSince } = reasons
  const { state, until, subscribed, graceUntil, grantedUntil } = standing
  const which = subscriptionId ? `subscription ${subscriptionId}` : 'its subscription'
  const paidFor = subscribed ? planName(subscribed) : ''
  if (grantedUntil) {
    const besides = subscribed ? `; what it bought is ${paidFor}` : ''
    return `because it was given by hand until ${dayInWords(grantedUntil)}${besides}`
  }
  const late = pastDueSince ? `late since ${dayInWords(pastDueSince)}` : 'late'
  switch (state) {
    case 'none':
      return 'because nothing is subscribed to'
    case 'trial':
      return `because ${which} is on trial${until ? ` until ${dayInWords(until)}` : ''}`
    case 'paid':
      return `because ${which} is active${until ? ` and paid until ${dayInWords(until)}` : ''}`
    case 'late':
      return `because ${which} is ${late}, and the days of grace last${graceUntil ? ` until ${dayInWords(graceUntil)}` : ' still'}`
    case 'lapsed':
      return `because the payment of ${which} for ${paidFor} is ${late}, and the days of grace are over`
  }
}

function comes({ standing, perMember, members }: Reasons): string[] {
  const { seats, until, ends, next, state, paymentMethod } = standing
  const words: string[] = []
  if (perMember && seats !== null) {
    words.push(`${counted(seats, 'seat')} for ${counted(members, 'member')}`)
  }
  if (ends && until) words.push(`it ends for good on ${dayInWords(until)}`)
  else if (next && until) {
    words.push(
      `it becomes ${planName(next.plan)}, paid by the ${next.interval}, on ${dayInWords(until)}`,
    )
  } else if (state === 'trial' && !paymentMethod) words.push('no card is stored')
  return words
}
