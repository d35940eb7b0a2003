import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { code, link } from './link'
import { plainLetter } from './plain'

/** A code by letter: to sign in with, as the second step of signing in, or to confirm that it is you. */
export const shape = z.object({
  code,
  for: z.enum(['sign-in', 'second-step', 'confirm']),
  /** How long it is good for. */
  minutes: z.string(),
  /** Where the code is entered. */
  url: link,
})
type Props = z.infer<typeof shape>

const whatFor = {
  'sign-in': 'signs you in',
  'second-step': 'is the second step of signing in',
  confirm: 'proves who you are',
}
const keep = 'Nobody from us will ever ask you for it.'
const until = ({ minutes }: Props) => `The code works once, for ${minutes} minutes. ${keep}`
const why: Record<Props['for'], string> = {
  'sign-in': `You get this letter because somebody asked to sign in to ${app.name} with this address. If it was not you, there is nothing to do.`,
  'second-step': `You get this letter because somebody is signing in to your ${app.name} account. If it is not you, change your password now: somebody may know it.`,
  confirm: `You get this letter because somebody who is signed in to your ${app.name} account wants to change how one gets in. If it is not you, end all sessions in your account now.`,
}

export function subject({ code }: Props): string {
  return `${code} is your code for ${app.name}`
}

export function text(props: Props): string {
  const sentence = `This code ${whatFor[props.for]} to ${app.name}:`
  return plainLetter('Hello,', sentence, props.code, until(props), props.url, why[props.for])
}

export default function Code(props: Props) {
  return (
    <Layout
      button={{ label: 'Enter the code', url: props.url }}
      from={app.name}
      preview={until(props)}
      sentence={
        <>
          Hello, the code that {whatFor[props.for]} to {app.name} is <b>{props.code}</b>.
        </>
      }
      note={until(props)}
      why={why[props.for]}
    />
  )
}
