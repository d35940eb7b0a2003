import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { greeting, plainLetter } from './plain'

/** "Is this address yours?": after signing up, and again until it is confirmed. */
export const shape = z.object({ name: z.string(), url: link })
type Props = z.infer<typeof shape>

const note = 'The link works for a short while. For a new one, sign in.'
const why = `You get this letter because somebody signed up to ${app.name} with this address. If it was not you, there is nothing to do.`

export function subject(_: Props): string {
  return `Confirm your address for ${app.name}`
}

export function text({ name, url }: Props): string {
  return plainLetter(
    greeting(plainName(name)),
    `Please confirm that this address is yours. Then your ${app.name} account is ready:`,
    url,
    note,
    why,
  )
}

export default function Verify({ name, url }: Props) {
  return (
    <Layout
      button={{ label: 'Confirm this address', url }}
      from={app.name}
      preview={`One click, and your ${app.name} account is ready.`}
      sentence={
        <>
          Hello <Name>{name}</Name>, please confirm that this address is yours.
        </>
      }
      note={note}
      why={why}
    />
  )
}
