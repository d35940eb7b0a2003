import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { code, link } from './link'
import { Name, plainName } from './name'
import { plainLetter } from './plain'

/** To a domain's keeper: whoever enters this code has shown that the domain is theirs. */
export const shape = z.object({
  organization: z.string(),
  person: z.string(),
  domain: z.string(),
  code,
  /** Where the code is entered. */
  url: link,
})
type Props = z.infer<typeof shape>

export function subject({ domain, organization }: Props): string {
  return `Is ${plainName(domain)} at home in ${plainName(organization)}?`
}

export function text({ organization, person, domain, code, url }: Props): string {
  return plainLetter(
    'Hello,',
    `${plainName(person)} says that ${plainName(domain)} belongs to ${plainName(organization)} on ${app.name}. With this code it does:`,
    code,
    'It is entered here, within half an hour:',
    url,
    `Then everybody with a confirmed address at ${plainName(domain)} can join ${plainName(organization)} without an invitation.`,
    `You get this letter because ${plainName(person)} chose the mailbox that keeps ${plainName(domain)}. If you do not know each other, keep the code to yourself, and nothing happens.`,
  )
}

export default function DomainCode({ organization, person, domain, code, url }: Props) {
  return (
    <Layout
      button={{ label: 'Enter the code', url }}
      from={organization}
      preview="The code is good for half an hour."
      sentence={
        <>
          <Name>{person}</Name> says that <Name>{domain}</Name> belongs to{' '}
          <Name>{organization}</Name> on {app.name}. The code that shows it is <b>{code}</b>.
        </>
      }
      note={
        <>
          It is good for half an hour. Then everybody with a confirmed address at{' '}
          <Name>{domain}</Name> can join without an invitation.
        </>
      }
      why={
        <>
          You get this letter because <Name>{person}</Name> chose the mailbox that keeps{' '}
          <Name>{domain}</Name>. If you do not know each other, keep the code to yourself, and
          nothing happens.
        </>
      }
    />
  )
}
