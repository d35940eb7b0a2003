import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { link } from './link'
import { plainLetter } from './plain'

/** A way in by letter: the link leads to a page with one button. */
export const shape = z.object({ url: link })
type Props = z.infer<typeof shape>

const note = 'The link works once, for a quarter of an hour.'
const why = `You get this letter because somebody asked to sign in to ${app.name} with this address. If it was not you, there is nothing to do.`

export function subject(_: Props): string {
  return `Sign in to ${app.name}`
}

export function text({ url }: Props): string {
  return plainLetter('Hello,', `This link signs you in to ${app.name}:`, url, note, why)
}

export default function MagicLink({ url }: Props) {
  return (
    <Layout
      button={{ label: 'Sign in', url }}
      from={app.name}
      preview="One click, and you are in."
      sentence={<>Hello, this link signs you in to {app.name}.</>}
      note={note}
      why={why}
    />
  )
}
