import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { greeting, plainLetter } from './plain'

/** To the address an account has: may another one take its place? */
export const shape = z.object({ name: z.string(), newAddress: z.email(), url: link })
type Props = z.infer<typeof shape>

const note =
  'The link works for a day. Nothing changes until somebody has opened our letter to the new address too.'
const why = `You get this letter because somebody who is signed in to your ${app.name} account asked for it. If it was not you, open the link and stop it there.`

export function subject(_: Props): string {
  return `Is this your new address for ${app.name}?`
}

export function text({ name, newAddress, url }: Props): string {
  return plainLetter(
    greeting(plainName(name)),
    `Your account is to have another e-mail address: ${newAddress}. Is that what you want?`,
    url,
    note,
    why,
  )
}

export default function ChangeEmail({ name, newAddress, url }: Props) {
  return (
    <Layout
      button={{ label: 'Look at the change', url }}
      from={app.name}
      preview={note}
      sentence={
        <>
          Hello <Name>{name}</Name>, your account is to have another e-mail address:{' '}
          <b>{newAddress}</b>. Is that what you want?
        </>
      }
      note={note}
      why={why}
    />
  )
}
