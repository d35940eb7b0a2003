import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { link } from './link'
import { plainLetter } from './plain'

/** To the address an account is to have. It names nobody: it may have gone to a stranger. */
export const shape = z.object({ url: link })
type Props = z.infer<typeof shape>

const sentence = `please confirm that this address is yours. Then it is the one of your ${app.name} account.`
const note = 'The link works for a day.'
const why = `You get this letter because somebody wants to use this address for their ${app.name} account. If it was not you, there is nothing to do.`

export function subject(_: Props): string {
  return `Confirm your new address for ${app.name}`
}

export function text({ url }: Props): string {
  return plainLetter('Hello,', `P${sentence.slice(1)}`, url, note, why)
}

export default function NewAddress({ url }: Props) {
  return (
    <Layout
      button={{ label: 'Confirm this address', url }}
      from={app.name}
      preview={note}
      sentence={<>Hello, {sentence}</>}
      note={note}
      why={why}
    />
  )
}
