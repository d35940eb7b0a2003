import * as alreadyRegistered from 'emails/already-registered'
import * as code from 'emails/code'
import * as domainCode from 'emails/domain-code'
import * as invitation from 'emails/invitation'
import * as magicLink from 'emails/magic-link'
import * as passwordChanged from 'emails/password-changed'
import * as reset from 'emails/reset'
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
  letter('password-changed', passwordChanged.shape),
  letter('magic-link', magicLink.shape),
  letter('code', code.shape),
])

const templates: { [Name in keyof Props]: Template<Props[Name]> } = {
  verify,
  reset,
  invitation,
  'domain-code': domainCode,
  'already-registered': alreadyRegistered,
  'password-changed': passwordChanged,
  'magic-link': magicLink,
  code,
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

function letter<Name extends string, Shape extends z.ZodObject>(name: Name, shape: Shape) {
  return z.object({ letter: z.literal(name), to: z.email(), props: shape })
}
