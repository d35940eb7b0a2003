import app from 'app.config'
import { z } from 'zod'
import { Layout, PlainLink } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { greeting, plainLetter } from './plain'

/** For somebody who signs up again: the screen may not say so, the letter may. */
export const shape = z.object({
  name: z.string(),
  signInUrl: link,
  resetUrl: link,
})
type Props = z.infer<typeof shape>

const why = `You get this letter because somebody signed up to ${app.name} with this address. If it was not you, there is nothing to do: nothing was changed.`

export function subject(_: Props): string {
  return `You already have an account at ${app.name}`
}

export function text({ name, signInUrl, resetUrl }: Props): string {
  return plainLetter(
    greeting(plainName(name)),
    'You already have an account with this address. You can sign in here:',
    signInUrl,
    'If the password is lost, choose a new one here:',
    resetUrl,
    why,
  )
}

export default function AlreadyRegistered({ name, signInUrl, resetUrl }: Props) {
  return (
    <Layout
      button={{ label: 'Sign in', url: signInUrl }}
      from={app.name}
      preview="You can sign in, or choose a new password."
      sentence={
        <>
          Hello <Name>{name}</Name>, you already have an account with this address.
        </>
      }
      note={
        <>
          If the password is lost, <PlainLink href={resetUrl}>choose a new one</PlainLink>.
        </>
      }
      why={why}
    />
  )
}
