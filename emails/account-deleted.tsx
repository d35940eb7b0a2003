import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { Name, plainName } from './name'
import { greeting, moment, plainLetter } from './plain'

/** The last letter of an account. */
export const shape = z.object({ name: z.string(), at: z.iso.datetime() })
type Props = z.infer<typeof shape>

const why = `You get this letter because there was a ${app.name} account with this address. It is the last one.`
const note = 'If it was not you, tell us at once.'
const alarm = `mailto:${app.company.supportEmail}?subject=${encodeURIComponent('I did not delete my account')}`

export function subject(_: Props): string {
  return `Your ${app.name} account was deleted`
}

export function text({ name, at }: Props): string {
  return plainLetter(
    greeting(plainName(name)),
    `Your ${app.name} account was deleted on ${moment(at)}, with everything that was only yours.`,
    `If it was not you, tell us at once: ${app.company.supportEmail}`,
    why,
  )
}

export default function AccountDeleted({ name, at }: Props) {
  return (
    <Layout
      button={{ label: 'It was not me', url: alarm, shown: app.company.supportEmail }}
      from={app.name}
      preview="Everything that was only yours is gone."
      sentence={
        <>
          Hello <Name>{name}</Name>, your account was deleted on {moment(at)}, with everything that
          was only yours.
        </>
      }
      note={note}
      why={why}
    />
  )
}
