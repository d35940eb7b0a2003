import { z } from 'zod'
import { whyBill } from './bill'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { day, plainLetter } from './plain'

/** To those who pay: a trial ends in a few days, and what happens then. */
export const shape = z.object({
  organization: z.string(),
  plan: z.string(),
  endsAt: z.iso.datetime(),
  /** What will be paid with, in words; absent where nothing is stored. */
  paymentMethod: z.string().optional(),
  /** The organization's billing page. */
  url: link,
})
type Props = z.infer<typeof shape>

export function subject({ organization, plan, endsAt }: Props): string {
  return `${plainName(organization)}: the ${plan} trial ends on ${day(endsAt)}`
}

export function text(props: Props): string {
  const { organization, plan, endsAt, url } = props
  return plainLetter(
    'Hello,',
    `The trial of ${plan} in ${plainName(organization)} ends on ${day(endsAt)}.`,
    then(props),
    url,
    whyBill,
  )
}

export default function TrialEnding(props: Props) {
  const { organization, plan, endsAt, paymentMethod, url } = props
  return (
    <Layout
      button={{ label: paymentMethod ? 'See the plan' : 'Add a card', url }}
      from={organization}
      preview={then(props)}
      sentence={
        <>
          The trial of {plan} in <Name>{organization}</Name> ends on {day(endsAt)}.
        </>
      }
      note={then(props)}
      why={whyBill}
    />
  )
}

function then({ paymentMethod, plan }: Props): string {
  return paymentMethod
    ? `Then ${plan} goes on, and is paid with ${paymentMethod}. If it should not, cancel before that day and nothing is charged.`
    : `To keep ${plan}, add a card before that day. Without one the organization moves to the first plan, nothing is charged, and nothing you made is deleted.`
}
