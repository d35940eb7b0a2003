import { z } from 'zod'
import { whyBill } from './bill'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { day, money, plainLetter } from './plain'

/** To those who pay: a payment did not go through, and until when the plan stays. */
export const shape = z.object({
  organization: z.string(),
  plan: z.string(),
  /** In the currency's smallest unit. */
  amount: z.int(),
  currency: z.string(),
  /** Until when the plan stays as it is. */
  until: z.iso.datetime(),
  /** The organization's billing page. */
  url: link,
})
type Props = z.infer<typeof shape>

export function subject({ organization }: Props): string {
  return `${plainName(organization)}: a payment did not go through`
}

export function text(props: Props): string {
  return plainLetter(
    'Hello,',
    `The payment of ${money(props.amount, props.currency)} for ${props.plan} in ${plainName(props.organization)} did not go through.`,
    what(props),
    props.url,
    whyBill,
  )
}

export default function PaymentFailed(props: Props) {
  const { organization, plan, amount, currency, url } = props
  return (
    <Layout
      button={{ label: 'Put it right', url }}
      from={organization}
      preview={what(props)}
      sentence={
        <>
          The payment of {money(amount, currency)} for {plan} in <Name>{organization}</Name> did not
          go through.
        </>
      }
      note={what(props)}
      why={whyBill}
    />
  )
}

function what({ plan, until }: Props): string {
  return `It is tried again in a few days. Everything in ${plan} stays as it is until ${day(until)}; another card puts it right at once.`
}
