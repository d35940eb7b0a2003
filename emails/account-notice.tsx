import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { greeting, moment, plainLetter } from './plain'

/** Tells the owner of an account what happened to it, with a way to say that it was not them. */
export const shape = z.object({
  name: z.string(),
  what: z.enum([
    'new-device',
    'password-changed',
    'email-changed',
    'two-step-on',
    'two-step-off',
    'passkey-added',
    'passkey-removed',
    'account-linked',
    'account-unlinked',
  ]),
  at: z.iso.datetime(),
  /** The browser, in words, and its address on the network, where they say something. */
  device: z.string().optional(),
  address: z.string().optional(),
  /** Where a linked account is: "Google". */
  provider: z.string().optional(),
  url: link,
})
type Props = z.infer<typeof shape>

const words: Record<Props['what'], { subject: string; sentence: string }> = {
  'new-device': {
    subject: `A new browser signed in to ${app.name}`,
    sentence: 'somebody signed in to your account with a browser we have not seen before',
  },
  'password-changed': {
    subject: `Your password for ${app.name} was changed`,
    sentence: 'the password of your account was changed',
  },
  'email-changed': {
    subject: `Your address at ${app.name} was changed`,
    sentence: 'the e-mail address of your account was changed',
  },
  'two-step-on': {
    subject: `Two-step sign-in is on at ${app.name}`,
    sentence: 'two-step sign-in was switched on for your account',
  },
  'two-step-off': {
    subject: `Two-step sign-in is off at ${app.name}`,
    sentence: 'two-step sign-in was switched off for your account',
  },
  'passkey-added': {
    subject: `A passkey was added at ${app.name}`,
    sentence: 'a passkey was added to your account',
  },
  'passkey-removed': {
    subject: `A passkey was removed at ${app.name}`,
    sentence: 'a passkey was removed from your account',
  },
  'account-linked': {
    subject: `An account elsewhere was linked at ${app.name}`,
    sentence: 'an account elsewhere was linked to yours, and signs you in from now on',
  },
  'account-unlinked': {
    subject: `An account elsewhere was unlinked at ${app.name}`,
    sentence: 'an account elsewhere was unlinked from yours, and no longer signs you in',
  },
}

const calm = 'If it was you, all is well.'
const alarm =
  'If it was not you, press the button: every device is signed out, and you choose a new password.'
const why = `You get this letter whenever something changes that guards your ${app.name} account.`

export function subject({ what }: Props): string {
  return words[what].subject
}

export function text(props: Props): string {
  return plainLetter(
    greeting(plainName(props.name)),
    `On ${moment(props.at)} ${words[props.what].sentence}${where(props)}.`,
    `${calm} If it was not you, open this page: every device is signed out, and you choose a new password.`,
    props.url,
    why,
  )
}

export default function AccountNotice(props: Props) {
  return (
    <Layout
      button={{ label: 'It was not me', url: props.url }}
      from={app.name}
      preview={calm}
      sentence={
        <>
          Hello <Name>{props.name}</Name>, on {moment(props.at)} {words[props.what].sentence}
          {where(props)}.
        </>
      }
      note={`${calm} ${alarm}`}
      why={why}
    />
  )
}

/** ": Firefox on Windows, from 192.0.2.1" */
function where({ device, address, provider }: Props): string {
  const from = address && `from ${plainName(address)}`
  const said = [provider && plainName(provider), device && plainName(device), from]
    .filter(Boolean)
    .join(', ')
  return said && `: ${said}`
}
