import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { greeting, plainLetter } from './plain'

/** For somebody who wants an address that has an account: the screen may not say so, the letter may. */
export const shape = z.object({ name: z.string(), url: link })
type Props = z.infer<typeof shape>

const sentence =
  'another account was to have this address. You have an account with it already, so nothing was changed.'
const note = 'If you want it for the other account, change the address of this one first.'
const why = `You get this letter because somebody wants to use this address for their ${app.name} account. If it was not you, there is nothing to do.`

export function subject(_: Props): string {
  return `This address has an account at ${app.name} already`
}

export function text({ name, url }: Props): string {
  return plainLetter(greeting(plainName(name)), `A${sentence.slice(1)}`, url, note, why)
}

export default function AddressTaken({ name, url }: Props) {
  return (
    <Layout
      button={{ label: 'Sign in', url }}
      from={app.name}
      preview={note}
      sentence={
        <>
          Hello <Name>{name}</Name>, {sentence}
        </>
      }
      note={note}
      why={why}
    />
  )
}
