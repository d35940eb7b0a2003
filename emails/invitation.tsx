import app from 'app.config'
import { z } from 'zod'
import { Layout } from './layout'
import { link } from './link'
import { Name, plainName } from './name'
import { day, plainLetter } from './plain'

/** Somebody asks somebody into their organization. */
export const shape = z.object({
  organization: z.string(),
  inviter: z.string(),
  /** The role's id; several are separated by commas. */
  role: z.string(),
  url: link,
  expiresAt: z.iso.datetime(),
})
type Props = z.infer<typeof shape>

export function subject({ inviter, organization }: Props): string {
  return `${plainName(inviter)} invites you to ${plainName(organization)}`
}

export function text({ inviter, organization, role, url, expiresAt }: Props): string {
  return plainLetter(
    'Hello,',
    `${plainName(inviter)} invites you to join ${plainName(organization)} on ${app.name}, as ${roleName(role)}. This is the invitation:`,
    url,
    `It is open until ${day(expiresAt)}.`,
    `You get this letter because ${plainName(inviter)} entered this address. If you do not know each other, there is nothing to do: nobody is added without accepting.`,
  )
}

export default function Invitation({ inviter, organization, role, url, expiresAt }: Props) {
  return (
    <Layout
      button={{ label: 'See the invitation', url }}
      from={organization}
      preview={`Open until ${day(expiresAt)}.`}
      sentence={
        <>
          <Name>{inviter}</Name> invites you to join <Name>{organization}</Name> on {app.name}, as{' '}
          <Name>{roleName(role)}</Name>.
        </>
      }
      note={`The invitation is open until ${day(expiresAt)}.`}
      why={
        <>
          You get this letter because <Name>{inviter}</Name> entered this address. If you do not
          know each other, there is nothing to do: nobody is added without accepting.
        </>
      }
    />
  )
}

/** "Admin" for `admin`; a role the organization made itself keeps the name it gave. */
function roleName(role: string): string {
  const names: Record<string, { name: string } | undefined> = app.roles
  return role
    .split(',')
    .map((id) => plainName(names[id]?.name ?? id))
    .join(', ')
}
