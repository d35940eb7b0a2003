import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { greeting, plainLetter } from './plain'

/** The way back in for somebody who lost their password. */
export const shape = z.object({ name: z.string(), url: link })
type Props = z.infer<typeof shape>

const note = 'The link works once, and for a short while.'
const why = `You get this letter because somebody asked for a new password for your ${app.name} account. If it was not you, there is nothing to do: your password stays as it is.`

export function subject(_: Props): string {
  return `Choose a new password for ${app.name}`
}

export function text({ name, url }: Props): string {
  return plainLetter(
    greeting(plainName(name)),
    'Here you can choose a new password:',
    url,
    note,
    why,
  )
}

export default function Reset({ name, url }: Props) {
  return (
    <Layout
      button={{ label: 'Choose a new password', url }}
      from={app.name}
      preview={note}
      sentence={
        <>
          Hello <Name>{name}</Name>, here you can choose a new password.
        </>
      }
      note={note}
      why={why}
    />
  )
}
