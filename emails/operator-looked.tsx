import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { greeting, moment, plainLetter } from './plain'

/** Tells the owners of an organization that somebody who runs the product looked into it, through whose eyes and why. */
export const shape = z.object({
  /** Of the owner. */
  name: z.string(),
  operator: z.string(),
  /** Whose eyes. */
  person: z.string(),
  organization: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  /** The organization's audit log. */
  url: link,
})
type Props = z.infer<typeof shape>

const all = 'Whatever is looked at or changed stands in the audit log, under both names.'
const why = `You get this letter because you own an organization on ${app.name}, whenever one of us looks into it.`

export function subject({ organization }: Props): string {
  return `Our support looked into ${plainName(organization)}`
}

export function text({ name, operator, person, organization, reason, at, url }: Props): string {
  return plainLetter(
    greeting(plainName(name)),
    `On ${moment(at)} ${plainName(operator)}, who works for ${app.company.name}, began to look into ${plainName(organization)} through the eyes of ${plainName(person)}. The reason given: ${plainName(reason)}`,
    all,
    url,
    why,
  )
}

export default function OperatorLooked(props: Props) {
  const { name, operator, person, organization, reason, at, url } = props
  return (
    <Layout
      button={{ label: 'Read the audit log', url }}
      from={app.name}
      preview={all}
      sentence={
        <>
          Hello <Name>{name}</Name>, on {moment(at)} <Name>{operator}</Name>, who works for{' '}
          {app.company.name}, began to look into <Name>{organization}</Name> through the eyes of{' '}
          <Name>{person}</Name>.
        </>
      }
      note={
        <>
          The reason given: <Name>{reason}</Name>
          <br />
          {all}
        </>
      }
      why={why}
    />
  )
}
