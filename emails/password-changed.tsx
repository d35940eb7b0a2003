import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { Name, plainName } from './name'
import { greeting, moment, plainLetter } from './plain'

/** Tells the owner of an account that its password is another one now. */
export const shape = z.object({ name: z.string(), at: z.iso.datetime() })
type Props = z.infer<typeof shape>

const why = `You get this letter whenever the password of your ${app.name} account changes.`

const alarm = `mailto:${app.company.supportEmail}?subject=${encodeURIComponent('I did not change my password')}`

export function subject(_: Props): string {
  return `Your password for ${app.name} was changed`
}

export function text({ name, at }: Props): string {
  return plainLetter(
    greeting(plainName(name)),
    `The password of your ${app.name} account was changed on ${moment(at)}.`,
    `If it was you, all is well. If it was not, tell us at once: ${app.company.supportEmail}`,
    why,
  )
}

export default function PasswordChanged({ name, at }: Props) {
  return (
    <Layout
      button={{ label: 'It was not me', url: alarm, shown: app.company.supportEmail }}
      from={app.name}
      preview="If it was you, all is well."
      sentence={
        <>
          Hello <Name>{name}</Name>, your password was changed on {moment(at)}.
        </>
      }
      note="If it was you, all is well. If it was not, tell us at once."
      why={why}
    />
  )
}
