import app from 'app.config'
import { z } from 'zod'
import { whyBill } from './bill'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { day, plainLetter } from './plain'

/** To those who pay: a plan ends, or has ended. */
export const shape = z.object({
  organization: z.string(),
  plan: z.string(),
  /** The day it ends; absent where it has ended. */
  endsAt: z.iso.datetime().optional(),
  /** The organization's billing page. */
  url: link,
})
type Props = z.infer<typeof shape>

export function subject({ organization, plan, endsAt }: Props): string {
  const name = plainName(organization)
  return endsAt ? `${name}: ${plan} ends on ${day(endsAt)}` : `${name}: ${plan} has ended`
}

export function text(props: Props): string {
  return plainLetter(
    'Hello,',
    `${opening(props)} ${plainName(props.organization)}${when(props)}.`,
    after(props),
    props.url,
    whyBill,
  )
}

export default function PlanCancelled(props: Props) {
  return (
    <Layout
      button={{ label: props.endsAt ? 'See the plan' : 'Choose a plan', url: props.url }}
      from={props.organization}
      preview={after(props)}
      sentence={
        <>
          {opening(props)} <Name>{props.organization}</Name>
          {when(props)}.
        </>
      }
      note={after(props)}
      why={whyBill}
    />
  )
}

function opening({ plan, endsAt }: Props): string {
  return endsAt ? `${plan} was cancelled in` : `${plan} has ended in`
}

function when({ endsAt }: Props): string {
  return endsAt ? ` and ends on ${day(endsAt)}` : ''
}

function after({ endsAt }: Props): string {
  const free = app.plans[0].name
  return endsAt
    ? `Until then everything stays as it is. Afterwards ${free} holds: nothing is charged, and nothing you made is deleted. You can change your mind until that day.`
    : `Now ${free} holds. Nothing more is charged, and nothing you made is deleted: what does not fit can be read, and changed again with a larger plan.`
}
