import * as accountDeleted from 'emails/account-deleted'
import * as accountNotice from 'emails/account-notice'
import * as addressTaken from 'emails/address-taken'
import * as alreadyRegistered from 'emails/already-registered'
import * as changeEmail from 'emails/change-email'
import * as code from 'emails/code'
import * as domainCode from 'emails/domain-code'
import * as invitation from 'emails/invitation'
import { live } from 'emails/link'
import * as magicLink from 'emails/magic-link'
import * as newAddress from 'emails/new-address'
import * as operatorLooked from 'emails/operator-looked'
import * as ownership from 'emails/ownership'
import * as paymentFailed from 'emails/payment-failed'
import * as planCancelled from 'emails/plan-cancelled'
import * as receipt from 'emails/receipt'
import * as reset from 'emails/reset'
import * as trialEnding from 'emails/trial-ending'
import * as verify from 'emails/verify'
import { type ComponentType, createElement } from 'react'
import { render } from 'react-email'
import { z } from 'zod'

/** Every letter the product writes. A new one is a file in emails/ and a line in each of these two lists. */
export const letterShape = z.discriminatedUnion('letter', [
  letter('verify', verify.shape),
  letter('reset', reset.shape),
  letter('invitation', invitation.shape),
  letter('domain-code', domainCode.shape),
  letter('already-registered', alreadyRegistered.shape),
  letter('account-notice', accountNotice.shape),
  letter('account-deleted', accountDeleted.shape),
  letter('magic-link', magicLink.shape),
  letter('code', code.shape),
  letter('change-email', changeEmail.shape),
  letter('new-address', newAddress.shape),
  letter('address-taken', addressTaken.shape),
  letter('trial-ending', trialEnding.shape),
  letter('payment-failed', paymentFailed.shape),
  letter('receipt', receipt.shape),
  letter('plan-cancelled', planCancelled.shape),
  letter('operator-looked', operatorLooked.shape),
  letter('ownership', ownership.shape),
])

export const letterNames = letterShape.options.map(({ shape }) => shape.letter.value)

const templates: { [Name in keyof Props]: Template<Props[Name]> } = {
  verify,
  reset,
  invitation,
  'domain-code': domainCode,
  'already-registered': alreadyRegistered,
  'account-notice': accountNotice,
  'account-deleted': accountDeleted,
  'magic-link': magicLink,
  code,
  'change-email': changeEmail,
  'new-address': newAddress,
  'address-taken': addressTaken,
  'trial-ending': trialEnding,
  'payment-failed': paymentFailed,
  receipt,
  'plan-cancelled': planCancelled,
  'operator-looked': operatorLooked,
  ownership,
}

/** A letter to one person: which one, the address, and what its template needs. */
export type Letter<Name extends keyof Props = keyof Props> = {
  [Each in Name]: { letter: Each; to: string; props: Props[Each] }
}[Name]

type Props = { [Each in z.infer<typeof letterShape> as Each['letter']]: Each['props'] }

type Template<Given> = {
  subject(props: Given): string
  text(props: Given): string
  default: ComponentType<Given>
}

/** The letter as it is sent. What is rendered depends on nothing else: a second attempt must not differ. */
export async function renderLetter<Name extends keyof Props>(
  letter: Letter<Name>,
): Promise<{ subject: string; html: string; text: string }> {
  const template: Template<Props[Name]> = templates[letter.letter]
  return {
    subject: template.subject(letter.props),
    html: await render(createElement<Props[Name]>(template.default, letter.props)),
    text: template.text(letter.props),
  }
}

/** The letter without what opens anything: a link is where it leads to, a code is "…". It can still be rendered. */
export function veil({ letter: name, to, props }: Letter): Letter {
  const shape = letterShape.options.find(({ shape }) => shape.letter.value === name)?.shape.props
  const fields: Record<string, z.core.$ZodType> = { ...shape?.shape }
  const veiled = Object.entries(props).map(([key, value]) => {
    const field = fields[key]
    const inner = field instanceof z.ZodOptional ? field.unwrap() : field
    const hide = inner && live.get(inner)?.veiled
    return [key, hide && typeof value === 'string' ? hide(value) : value]
  })
  return letterShape.parse({ letter: name, to, props: Object.fromEntries(veiled) })
}

function letter<Name extends string, Shape extends z.ZodObject>(name: Name, shape: Shape) {
  return z.object({ letter: z.literal(name), to: z.email(), props: shape })
}
