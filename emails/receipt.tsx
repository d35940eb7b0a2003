import { z } from 'zod'
import { whyBill } from './bill'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { day, money, plainLetter } from './plain'

/** To those who pay: what was paid. */
export const shape = z.object({
  organization: z.string(),
  plan: z.string(),
  /** The invoice's, as Stripe numbers them. */
  number: z.string(),
  /** In the currency's smallest unit. */
  amount: z.int(),
  currency: z.string(),
  paidAt: z.iso.datetime(),
  /** The organization's billing page, where the invoice is. */
  url: link,
})
type Props = z.infer<typeof shape>

export function subject({ organization, amount, currency }: Props): string {
  return `${plainName(organization)}: receipt for ${money(amount, currency)}`
}

export function text(props: Props): string {
  const { organization, plan, amount, currency, url } = props
  return plainLetter(
    'Hello,',
    `Thank you: ${money(amount, currency)} was paid for ${plan} in ${plainName(organization)}.`,
    details(props),
    url,
    whyBill,
  )
}

export default function Receipt(props: Props) {
  const { organization, plan, amount, currency, url } = props
  return (
    <Layout
      button={{ label: 'See the invoice', url }}
      from={organization}
      preview={details(props)}
      sentence={
        <>
          Thank you: {money(amount, currency)} was paid for {plan} in <Name>{organization}</Name>.
        </>
      }
      note={details(props)}
      why={whyBill}
    />
  )
}

function details({ number, paidAt }: Props): string {
  return `Invoice ${number}, paid on ${day(paidAt)}.`
}
